package org.cinnabar.cdi.internal.call;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A call of a method whose result others wait for. */
final class Flight {
  private final Thread owner = Thread.currentThread();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile Landing landing = Landing.NOTHING;

  /** The thread that calls the method. */
  Thread owner() {
    return owner;
  }

  void land(Landing result) {
    landing = result;
  }

  void release() {
    over.countDown();
  }

  /** Waits until it is over; false when that took too long. */
  boolean await(long nanos) throws InterruptedException {
    return over.await(nanos, TimeUnit.NANOSECONDS);
  }

  Landing landing() {
    return landing;
  }

  /**
   * How a flight ended.
   *
   * @param returned whether the method returned
   * @param stored whether its result is in the cache now
   * @param result what it returned
   * @param exception what it threw
   */
  record Landing(
      boolean returned, boolean stored, @Nullable Object result, @Nullable Exception exception) {
    /** Nothing that another call could use. */
    static final Landing NOTHING = new Landing(false, false, null, null);

    static Landing of(@Nullable Object result, boolean stored) {
      return new Landing(true, stored, result, null);
    }

    static Landing of(Exception exception) {
      return new Landing(false, false, null, exception);
    }
  }
}
