package org.cinnabar.jcache.internal.store;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Ends futures that pass their deadline. Operations usually end long before, so there is one timer
 * task for all of them: it wakes when the next pending future is due, about once a deadline under
 * load and never when idle.
 */
final class DeadlineWatch {
  // A server that stops answering lets thousands of futures fall due within a millisecond: end them
  // together.
  private static final long SHORTEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Set<Entry> pending = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final ScheduledExecutorService timer;
  private final Duration deadline;
  private final Supplier<? extends Throwable> failure;

  DeadlineWatch(
      ScheduledExecutorService timer, Duration deadline, Supplier<? extends Throwable> failure) {
    this.timer = timer;
    this.deadline = deadline;
    this.failure = failure;
  }

  /** Not a record: two entries are never equal. */
  private static final class Entry {
    final CompletableFuture<?> future;
    final long due;

    Entry(CompletableFuture<?> future, long due) {
      this.future = future;
      this.due = due;
    }
  }

  /**
   * Ends the future with the failure if it isn't done when the deadline and the grace have passed
   * from now.
   */
  void add(CompletableFuture<?> future, Duration grace) {
    Entry entry = new Entry(future, System.nanoTime() + deadline.toNanos() + grace.toNanos());
    pending.add(entry);
    future.whenComplete((result, error) -> pending.remove(entry));
    if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
      schedule(deadline.toNanos());
    }
  }

  /** Ends every pending future. */
  void failAll(Supplier<? extends Throwable> reason) {
    pending.forEach(entry -> entry.future.completeExceptionally(reason.get()));
  }

  private void schedule(long nanos) {
    try {
      timer.schedule(this::tick, Math.max(nanos, SHORTEST_WAIT_NANOS), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      // Closed meanwhile: closing ends what is pending, and nobody needs the timer any more.
      scheduled.set(false);
    }
  }

  private void tick() {
    long now = System.nanoTime();
    // At most the deadline, since one that is added while we wait for a later one with grace may be
    // due by then.
    long wait = deadline.toNanos();
    boolean found = false;
    for (Entry entry : pending) {
      long left = entry.due - now;
      if (left <= 0) {
        entry.future.completeExceptionally(failure.get());
      } else {
        wait = Math.min(wait, left);
        found = true;
      }
    }
    if (found) {
      schedule(wait);
      return;
    }
    scheduled.set(false);
    // One that was added after the loop saw the flag still set and left the scheduling to us.
    if (!pending.isEmpty() && scheduled.compareAndSet(false, true)) {
      schedule(0);
    }
  }
}
