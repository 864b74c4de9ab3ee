package org.cinnabar.jcache.internal.operation;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ObjLongConsumer;
import org.cinnabar.jcache.internal.store.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * Ends the requests of asynchronous operations that are past their deadline, also those that the
 * store hasn't sent yet. One timer for all, which runs while there are any.
 */
final class Overdue {
  private static final long INTERVAL_MILLIS = 100;

  private final ObjLongConsumer<Runnable> timer;
  private final Set<Pending> pending = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean scheduled = new AtomicBoolean();

  /**
   * Uses a timer that runs an action so many milliseconds later, on a thread that mustn't block.
   */
  Overdue(ObjLongConsumer<Runnable> timer) {
    this.timer = timer;
  }

  /** Not a record: two are never equal. */
  private static final class Pending {
    final CompletableFuture<?> request;
    final Deadline deadline;

    Pending(CompletableFuture<?> request, Deadline deadline) {
      this.request = request;
      this.deadline = deadline;
    }
  }

  /** The request, which ends soon after the deadline at the latest. */
  <T extends @Nullable Object> CompletableFuture<T> watch(
      CompletableFuture<T> request, Deadline deadline) {
    if (!request.isDone()) {
      Pending entry = new Pending(request, deadline);
      pending.add(entry);
      request.whenComplete((value, failure) -> pending.remove(entry));
      schedule();
    }
    return request;
  }

  private void schedule() {
    if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
      timer.accept(this::tick, INTERVAL_MILLIS);
    }
  }

  private void tick() {
    for (Pending entry : pending) {
      if (entry.deadline.remaining() <= 0) {
        entry.request.completeExceptionally(entry.deadline.unanswered());
      }
    }
    scheduled.set(false);
    if (!pending.isEmpty()) {
      schedule();
    }
  }
}
