package org.cinnabar.jcache.internal.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The stream by which other systems ask for invalidations. Each message goes to one JVM. */
final class AskedStream {
  private static final int PAGE = 500;

  /**
   * After that a JVM that took a message is thought to be dead, and the message goes to another.
   */
  private static final Duration AGAIN = Duration.ofSeconds(30);

  private final StoreContext context;

  AskedStream(StoreContext context) {
    this.context = context;
  }

  CompletableFuture<List<Asked>> take(List<String> done) {
    Arguments arguments = new Arguments().add(PAGE).add(AGAIN.toMillis());
    done.forEach(arguments::add);
    return context
        .commands()
        .run(Script.ASKED, List.of(context.names().invalidations()), arguments)
        .thenApply(AskedStream::messages);
  }

  private static List<Asked> messages(List<Object> reply) {
    List<Asked> messages = new ArrayList<>();
    Iterator<Object> parts = reply.iterator();
    while (parts.hasNext()) {
      String id = Arguments.text(parts.next());
      List<String> fields = new ArrayList<>();
      for (long left = (Long) parts.next(); left > 0; left--) {
        fields.add(Arguments.text(parts.next()));
      }
      messages.add(new Asked(id, List.copyOf(fields)));
    }
    return messages;
  }
}
