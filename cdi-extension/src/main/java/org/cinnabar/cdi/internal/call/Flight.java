package org.cinnabar.cdi.internal.call;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A call of a method whose result others wait for. */
final class Flight {
  private final Object operation;
  private final Thread owner = Thread.currentThread();
  private final CountDownLatch settled = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean queued;
  private volatile Landing landing = Landing.NOTHING;

  /** A flight of this thread, which calls the method of an operation. */
  Flight(Object operation) {
    this.operation = operation;
  }

  /** Whether it calls the same method. */
  boolean isOf(Object other) {
    return operation == other;
  }

  /** The thread that calls the method. */
  Thread owner() {
    return owner;
  }

  /** It waits for another JVM from now on. */
  void queue() {
    queued = true;
    settled.countDown();
  }

  /** It waits for no other JVM, from now on. */
  void takeOff() {
    queued = false;
    settled.countDown();
  }

  void land(Landing result) {
    landing = result;
  }

  void release() {
    takeOff();
    over.countDown();
  }

  /**
   * Waits until it is over; false when that took too long.
   *
   * @param inTheAir only while it waits for no other JVM: false as soon as it does
   */
  boolean await(long nanos, boolean inTheAir) throws InterruptedException {
    if (!inTheAir) {
      return over.await(nanos, TimeUnit.NANOSECONDS);
    }
    long began = System.nanoTime();
    return settled.await(nanos, TimeUnit.NANOSECONDS)
        && !queued
        && over.await(nanos - (System.nanoTime() - began), TimeUnit.NANOSECONDS);
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
