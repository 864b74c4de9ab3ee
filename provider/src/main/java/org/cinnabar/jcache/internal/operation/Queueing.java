package org.cinnabar.jcache.internal.operation;

import java.util.concurrent.TimeUnit;
import javax.cache.CacheException;
import org.cinnabar.jcache.BacklogFullException;
import org.cinnabar.jcache.internal.store.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * Whether the cache writer is told later, of what the commits queue for it, and who wants to know
 * that they did.
 */
public interface Queueing {
  /** Nothing is queued. */
  Queueing NONE =
      new Queueing() {
        @Override
        public boolean isActive() {
          return false;
        }

        @Override
        public void queued(int partition) {}

        @Override
        public @Nullable Room room() {
          return null;
        }
      };

  /** Whether what an operation writes is queued. */
  boolean isActive();

  /** A write was queued in a partition. */
  void queued(int partition);

  /**
   * Where an operation that begins now waits for room in the queue; null when nothing is queued.
   */
  @Nullable Room room();

  /** Where one operation waits for room in a queue that is full. Used by one thread. */
  final class Room {
    private static final long FIRST_MILLIS = 5;
    private static final long MAX_MILLIS = 100;

    /** One part in so many of the deadline is kept for the last request's answer. */
    private static final int FOR_THE_ANSWER = 5;

    private long delayMillis = FIRST_MILLIS;
    private boolean waited;
    private long stuckSince;

    /**
     * Waits a little. An operation on many entries goes on as long as some of them get through. It
     * gives up while there is still time for an answer: without one it would not be known whether
     * anything was changed.
     *
     * @param progressed whether some got through since the last time
     * @throws BacklogFullException when there was no room until the deadline
     */
    void await(boolean progressed, Deadline deadline) {
      long now = System.nanoTime();
      if (progressed || !waited) {
        deadline.giveBack(waited ? now - stuckSince : 0);
        waited = true;
        stuckSince = now;
        delayMillis = FIRST_MILLIS;
      }
      long left = Math.min(deadline.remaining(), deadline.limit().toNanos() - (now - stuckSince));
      long delay = TimeUnit.MILLISECONDS.toNanos(delayMillis);
      if (left <= delay + deadline.limit().toNanos() / FOR_THE_ANSWER) {
        throw new BacklogFullException(
            "The queue of writes that wait for the cache writer stayed full as long as the"
                + " operation could wait, by its deadline of "
                + deadline.limit()
                + ": the writer is too slow, or fails. Nothing was changed for the entries that"
                + " found no room. write-behind.max-backlog bounds the queue");
      }
      sleep(delay);
      delayMillis = Math.min(2 * delayMillis, MAX_MILLIS);
    }

    private static void sleep(long nanos) {
      try {
        TimeUnit.NANOSECONDS.sleep(nanos);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CacheException(
            "Interrupted while waiting for room in the queue of writes; nothing was changed", e);
      }
    }
  }
}
