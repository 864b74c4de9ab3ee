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

  /** Where one operation waits for room in a queue that is full. Used by one thread at a time. */
  final class Room {
    private static final long FIRST_MILLIS = 5;
    private static final long MAX_MILLIS = 100;

    /** One part in so many of the deadline is kept for the last request's answer. */
    private static final int FOR_THE_ANSWER = 5;

    private long delayMillis = FIRST_MILLIS;
    private boolean waited;
    private long stuckSince;

    /**
     * Waits a little, on the calling thread.
     *
     * @param progressed whether some got through since the last time
     * @throws BacklogFullException when there was no room until the deadline
     */
    void await(boolean progressed, Deadline deadline) {
      sleep(TimeUnit.MILLISECONDS.toNanos(delayMillis(progressed, deadline)));
    }

    /**
     * How long to wait before asking again. An operation on many entries goes on as long as some of
     * them get through. It gives up while there is still time for an answer: without one it would
     * not be known whether anything was changed.
     *
     * @param progressed whether some got through since the last time
     * @throws BacklogFullException when there was no room until the deadline
     */
    long delayMillis(boolean progressed, Deadline deadline) {
      if (progressed) {
        progressed(deadline);
      }
      if (!waited) {
        waited = true;
        stuckSince = System.nanoTime();
      }
      long delay = delayMillis;
      checkTime(delay, deadline);
      delayMillis = Math.min(2 * delayMillis, MAX_MILLIS);
      return delay;
    }

    /** Some got through: the time until now doesn't count. */
    void progressed(Deadline deadline) {
      if (waited) {
        long now = System.nanoTime();
        deadline.giveBack(now - stuckSince);
        stuckSince = now;
        delayMillis = FIRST_MILLIS;
      }
    }

    /**
     * Gives up if the queue was full and there is no time any more to ask again.
     *
     * @throws BacklogFullException when there isn't
     */
    void checkTime(Deadline deadline) {
      if (waited) {
        checkTime(0, deadline);
      }
    }

    private void checkTime(long delay, Deadline deadline) {
      long stuck = System.nanoTime() - stuckSince;
      long left = Math.min(deadline.remaining(), deadline.limit().toNanos() - stuck);
      long needed = TimeUnit.MILLISECONDS.toNanos(delay);
      if (left <= needed + deadline.limit().toNanos() / FOR_THE_ANSWER) {
        throw new BacklogFullException(
            "The queue of writes that wait for the cache writer stayed full as long as the"
                + " operation could wait, by its deadline of "
                + deadline.limit()
                + ": the writer is too slow, or fails. Nothing was changed for the entries that"
                + " found no room. write-behind.max-backlog bounds the queue");
      }
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
