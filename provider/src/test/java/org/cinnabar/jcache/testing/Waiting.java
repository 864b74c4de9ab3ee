package org.cinnabar.jcache.testing;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for servers, without a library: people and the TCK use these classes too. */
final class Waiting {
  private static final Duration AT_MOST = Duration.ofSeconds(60);
  private static final long POLL_MILLIS = 20;

  private Waiting() {}

  /**
   * Waits until a condition holds.
   *
   * @param what what is waited for, for the error message
   * @throws IllegalStateException when it doesn't within a minute
   */
  static void until(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + AT_MOST.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException("Waited in vain, for " + AT_MOST + ": " + what);
      }
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while waiting: " + what, e);
      }
    }
  }
}
