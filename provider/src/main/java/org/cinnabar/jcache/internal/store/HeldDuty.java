package org.cinnabar.jcache.internal.store;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A duty under one token, renewed while it is held; when this JVM dies it ends by itself. Once
 * another token has had it, it is lost for good.
 */
final class HeldDuty implements CacheStore.Duty {
  static final long LEASE_MILLIS = 10_000;
  private static final Logger LOG = LoggerFactory.getLogger(HeldDuty.class);

  private final StoreContext context;
  private final String name;
  private final String token;
  private final Consumer<HeldDuty> whenReleased;
  private volatile String note = "";
  private volatile long noteAge;
  private volatile boolean lost;
  private volatile long renewed = System.nanoTime();
  private final Renewal renewal;

  HeldDuty(StoreContext context, String name, String token, Consumer<HeldDuty> whenReleased) {
    this.context = context;
    this.name = name;
    this.token = token;
    this.whenReleased = whenReleased;
    this.renewal = new Renewal(context, this::renew, LEASE_MILLIS);
  }

  /** Takes the duty; false when another token holds it. */
  CompletableFuture<Boolean> take() {
    return call("take", null);
  }

  @Override
  public String note() {
    return note;
  }

  @Override
  public long noteAgeMillis() {
    return noteAge;
  }

  @Override
  public boolean isHeld() {
    return !lost && System.nanoTime() - renewed < TimeUnit.MILLISECONDS.toNanos(LEASE_MILLIS);
  }

  @Override
  public CompletableFuture<Boolean> note(String text) {
    return lost ? CompletableFuture.completedFuture(false) : call("keep", text);
  }

  @Override
  public CompletableFuture<Void> release() {
    stopRenewing();
    whenReleased.accept(this);
    return call("end", null)
        .handle(
            (mine, failure) -> {
              if (failure != null) {
                LOG.debug("A duty of cache {} ends by itself", context.cacheName(), failure);
              }
              return null;
            });
  }

  void startRenewing() {
    renewal.start();
  }

  void stopRenewing() {
    renewal.stop();
  }

  private void renew() {
    call("keep", null)
        .whenComplete(
            (mine, failure) -> {
              if (failure == null && !mine) {
                LOG.warn("A duty of cache {} was lost to another JVM", context.cacheName());
              } else {
                startRenewing();
              }
            });
  }

  private CompletableFuture<Boolean> call(String what, @Nullable String text) {
    long asked = System.nanoTime();
    Arguments arguments = new Arguments().add(name).add(token).add(what).add(LEASE_MILLIS);
    return context
        .commands()
        .run(
            Script.DUTY,
            List.of(context.names().duties()),
            text == null ? arguments : arguments.add(text))
        .thenApply(reply -> learn(asked, reply));
  }

  private boolean learn(long asked, List<Object> reply) {
    if (Arguments.number(reply, 0) == 0) {
      lost = true;
      return false;
    }
    renewed = asked;
    note = Arguments.text(reply.get(1));
    noteAge = Arguments.number(reply, 2);
    return true;
  }
}
