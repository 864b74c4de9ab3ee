package org.cinnabar.jcache.internal.store;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the servers' clocks show, as far as can be told from here: off by half a round trip at most.
 * A server is asked when its time is wanted, in the background, and again after a while.
 */
final class ServerClock {
  private static final Logger LOG = LoggerFactory.getLogger(ServerClock.class);
  private static final long ASK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** What a clock showed at a moment of this JVM's. */
  private record Reading(long millis, long takenAt) {}

  private final StoreContext context;
  private final AtomicReferenceArray<@Nullable Reading> readings;
  private final AtomicLongArray askAgain;

  ServerClock(StoreContext context) {
    this.context = context;
    this.readings = new AtomicReferenceArray<>(context.partitionCount());
    this.askAgain = new AtomicLongArray(context.partitionCount());
    long now = System.nanoTime();
    for (int i = 0; i < context.partitionCount(); i++) {
      askAgain.set(i, now);
    }
  }

  long millis(int partition) {
    long now = System.nanoTime();
    long due = askAgain.get(partition);
    if (now - due >= 0 && askAgain.compareAndSet(partition, due, now + ASK_AGAIN_NANOS)) {
      ask(partition, now);
    }
    Reading known = readings.get(partition);
    return known == null
        ? LoadCoordination.UNKNOWN
        : known.millis + TimeUnit.NANOSECONDS.toMillis(now - known.takenAt);
  }

  private void ask(int partition, long sent) {
    context
        .commands()
        .run(Script.TIME, List.of(context.partition(partition).entries()), new Arguments())
        .whenComplete(
            (reply, failure) -> {
              if (failure == null) {
                long middle = sent + (System.nanoTime() - sent) / 2;
                readings.set(partition, new Reading(Arguments.number(reply, 0), middle));
              } else {
                LOG.debug("The server's time of cache {} is unknown", context.cacheName(), failure);
              }
            });
  }
}
