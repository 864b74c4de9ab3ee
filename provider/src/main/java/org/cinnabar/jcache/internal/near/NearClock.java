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
  private static final long NEVER = Long.MAX_VALUE;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final LongSupplier nanos;
  private volatile long horizon = UNKNOWN;

  /** {@code nanos} never falls and is at least 0. */
  NearClock(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** So many nanoseconds after a moment; at the end of time if that is beyond it. */
  static long later(long moment, long nanos) {
    long sum = moment + nanos;
    return sum < 0 ? NEVER : sum;
  }

  /** So many milliseconds after a moment; at the end of time if that is beyond it. */
  static long laterMillis(long moment, long millis) {
    return later(moment, Math.min(millis, NEVER / NANOS_PER_MILLI) * NANOS_PER_MILLI);
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
