package org.cinnabar.jcache.internal.near;

import java.util.function.LongSupplier;

/**
 * The time in nanoseconds since some moment. Reading it takes longer than a hit should, so while it
 * ticks there is a {@link #horizon} besides, which is merely a field: what is valid until then is
 * valid now, unless the ticking were late by {@link #SLACK_NANOS}.
 */
final class NearClock {
  static final long SLACK_NANOS = 400_000_000;
  private static final long UNKNOWN = Long.MAX_VALUE;

  private final LongSupplier nanos;
  private volatile long horizon = UNKNOWN;

  /** {@code nanos} never falls and is at least 0. */
  NearClock(LongSupplier nanos) {
    this.nanos = nanos;
  }

  long now() {
    return nanos.getAsLong();
  }

  /** A moment that has not come yet; the end of time while the clock doesn't tick. */
  long horizon() {
    return horizon;
  }

  void tick() {
    horizon = now() + SLACK_NANOS;
  }

  /** Ends the ticking for the time being. */
  void stop() {
    horizon = UNKNOWN;
  }
}
