package org.cinnabar.jcache.internal.store;

import java.net.URL;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/**
 * A script that asks a server about itself, sent once for each connection and by its text. It gets
 * the name of a key that leads to the server.
 */
final class Question {
  private final String script;

  /** The question whose script stands in a file beside this class. */
  Question(String file) {
    URL resource = Objects.requireNonNull(Question.class.getResource(file), file);
    this.script = TextFiles.read(resource);
  }

  /** Asks the server that has a key. */
  <T> CompletableFuture<T> ask(RedissonClient client, String key, RScript.ReturnType answer) {
    return client
        .getScript(StringCodec.INSTANCE)
        .<T>evalAsync(key, RScript.Mode.READ_WRITE, script, answer, List.of(key))
        .toCompletableFuture();
  }
}
