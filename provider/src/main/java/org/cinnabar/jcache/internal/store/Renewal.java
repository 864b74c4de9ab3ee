package org.cinnabar.jcache.internal.store;

import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Renews something in time, again and again until it is stopped. */
final class Renewal {
  private final StoreContext context;
  private final Runnable renew;
  private final long everyMillis;
  private @Nullable Future<?> next;
  private boolean ended;

  /** Runs an action in the third part of the time that is renewed; it starts the next by itself. */
  Renewal(StoreContext context, Runnable renew, long millis) {
    this.context = context;
    this.renew = renew;
    this.everyMillis = millis / 3;
  }

  /** Has the action run once more, unless this was stopped. */
  synchronized void start() {
    if (!ended) {
      next = context.schedule(renew, everyMillis);
    }
  }

  /** Ends it for good. */
  synchronized void stop() {
    ended = true;
    if (next != null) {
      next.cancel(false);
      next = null;
    }
  }
}
