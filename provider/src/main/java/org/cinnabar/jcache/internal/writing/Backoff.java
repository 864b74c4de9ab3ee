package org.cinnabar.jcache.internal.writing;

import java.time.Duration;

/** How long to wait after failures: each time twice as long, up to a limit. */
record Backoff(Duration first, Duration most) {
  private static final int DOUBLINGS = 30;

  /** The nanoseconds to wait after so many failures in a row, at least one. */
  long nanosAfter(int failures) {
    int doublings = Math.min(DOUBLINGS, Math.max(0, failures - 1));
    double nanos = (double) first.toNanos() * (1L << doublings);
    return (long) Math.min(nanos, (double) most.toNanos());
  }
}
