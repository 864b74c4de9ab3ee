package org.cinnabar.jcache.internal.near;

import java.util.concurrent.atomic.AtomicBoolean;
import org.cinnabar.jcache.internal.store.ChangeFeed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the changes and sends the pulses that keep the near cache valid, as long as it is used:
 * an idle one stops after half a minute and begins again with the next lookup.
 */
final class Heartbeat {
  private static final long TICK_MILLIS = 50;

  /** Several pulses a lease, so that a late one does no harm. */
  private static final int TICKS_A_PULSE = 5;

  private static final int IDLE_TICKS = 600;
  private static final long RETRY_MILLIS = 1_000;
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

  private final String cacheName;
  private final ChangeFeed feed;
  private final NearCache<?, ?> near;
  private final NearClock clock;
  private final AtomicBoolean beating = new AtomicBoolean(true);
  private volatile boolean used;
  private volatile boolean closed;
  private boolean warned;
  private int idle;
  private int ticks;

  Heartbeat(String cacheName, ChangeFeed feed, NearCache<?, ?> near, NearClock clock) {
    this.cacheName = cacheName;
    this.feed = feed;
    this.near = near;
    this.clock = clock;
  }

  /** Begins to follow, again and again until that succeeds. */
  void start() {
    if (closed) {
      return;
    }
    feed.follow(near)
        .whenComplete(
            (done, failure) -> {
              if (failure == null) {
                tick();
              } else {
                warn(failure);
                feed.later(this::start, RETRY_MILLIS);
              }
            });
  }

  /** Notes a lookup. */
  void used() {
    if (!used) {
      used = true;
      if (beating.compareAndSet(false, true)) {
        ticks = 0;
        tick();
      }
    }
  }

  void close() {
    closed = true;
    clock.stop();
  }

  /** Called by one thread after the other: each tick arranges for the next. */
  private void tick() {
    idle = used ? 0 : idle + 1;
    used = false;
    if (closed || (idle > IDLE_TICKS && rest())) {
      return;
    }
    clock.tick();
    if (ticks++ % TICKS_A_PULSE == 0) {
      long micros = clock.now() / 1_000;
      for (int partition = 0; partition < feed.partitions(); partition++) {
        feed.pulse(partition, micros); // one that fails proves nothing, which is enough
      }
    }
    feed.later(this::tick, TICK_MILLIS);
  }

  /** Stops, unless there was a lookup meanwhile. */
  private boolean rest() {
    clock.stop();
    beating.set(false);
    return !used || !beating.compareAndSet(false, true);
  }

  private synchronized void warn(Throwable failure) {
    if (!warned) {
      warned = true;
      LOG.warn(
          "The near cache of cache '{}' is off until changes can be followed: {}",
          cacheName,
          failure.toString());
    }
  }
}
