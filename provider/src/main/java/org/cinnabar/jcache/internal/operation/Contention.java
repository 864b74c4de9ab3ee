package org.cinnabar.jcache.internal.operation;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.cinnabar.jcache.CacheTimeoutException;
import org.cinnabar.jcache.internal.store.Deadline;

/**
 * Where the threads of this JVM that fight over a key queue up, so that each needn't lose against
 * all others. Correctness rests on the commit, not on this.
 */
final class Contention {
  private final ReentrantLock[] stripes = new ReentrantLock[64];

  Contention() {
    for (int i = 0; i < stripes.length; i++) {
      stripes[i] = new ReentrantLock();
    }
  }

  /**
   * Attempts what is pending on a key again and again, until an attempt leaves nothing.
   *
   * @throws CacheTimeoutException when the deadline has passed before
   */
  <T> void untilSettled(
      List<T> pending, Object key, Deadline deadline, UnaryOperator<List<T>> attempt) {
    deadline.bound();
    ReentrantLock stripe = stripes[Math.floorMod(key.hashCode(), stripes.length)];
    boolean locked = acquire(stripe, deadline);
    try {
      List<T> left = pending;
      while (!left.isEmpty()) {
        if (deadline.remaining() <= 0) {
          throw new CacheTimeoutException(
              "Other writers kept changing the entry for the whole operation deadline of "
                  + deadline.limit(),
              null);
        }
        left = attempt.apply(left);
      }
    } finally {
      if (locked) {
        stripe.unlock();
      }
    }
  }

  private static boolean acquire(ReentrantLock stripe, Deadline deadline) {
    try {
      return stripe.tryLock(Math.max(0, deadline.remaining()) / 2, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
