package org.cinnabar.jcache.internal.store;

import java.util.concurrent.TimeUnit;

/**
 * How many requests to a partition may be under way. Where the server is near, few: those that wait
 * join, and joined requests cost less than separate ones. Where the wire is long, more: nobody
 * should wait for the answer to another's request. The shortest of the recent answers tells how
 * long the wire is, whatever the load.
 */
final class Window {
  /** A wire this much longer takes one request more. */
  private static final long STEP_NANOS = TimeUnit.MICROSECONDS.toNanos(250);

  private static final int SAMPLES = 64;

  private final int smallest;
  private final int largest;
  private long shortest = Long.MAX_VALUE;
  private long shortestBefore = Long.MAX_VALUE;
  private int samples;
  private volatile int size;

  Window(int smallest, int largest) {
    this.smallest = smallest;
    this.largest = largest;
    this.size = smallest;
  }

  int size() {
    return size;
  }

  /** Notes how long an answer took. */
  synchronized void answered(long nanos) {
    shortest = Math.min(shortest, nanos);
    long steps = Math.min(shortest, shortestBefore) / STEP_NANOS;
    size = (int) Math.max(smallest, Math.min(steps, largest));
    if (++samples == SAMPLES) {
      shortestBefore = shortest;
      shortest = Long.MAX_VALUE;
      samples = 0;
    }
  }
}
