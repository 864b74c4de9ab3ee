package org.cinnabar.jcache.internal.operation;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;
import org.cinnabar.jcache.internal.store.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * The threads that an asynchronous operation goes on with when the server has answered, and on
 * which the application's code runs: decoding, processors, loaders, writers, and whatever the
 * application adds to the stage that it got.
 *
 * <p>They are a pool of few. Code that is known to wait says so, and then another thread takes its
 * place, up to the pool's limit: so the application's own waiting for a further stage can't use up
 * the threads that this stage needs.
 */
public final class AppThreads {
  private final Executor pool;
  private final ObjLongConsumer<Runnable> timer;
  private final Overdue overdue;
  private final AsyncContention contention;

  /**
   * Works on a pool.
   *
   * @param pool a {@link ForkJoinPool}, for blocking code to be made up for
   * @param timer runs an action so many milliseconds later, on a thread that mustn't block
   */
  public AppThreads(Executor pool, ObjLongConsumer<Runnable> timer) {
    this.pool = pool;
    this.timer = timer;
    this.overdue = new Overdue(timer);
    this.contention = new AsyncContention(this);
  }

  /** Where operations that lost a race for a key queue up. */
  AsyncContention contention() {
    return contention;
  }

  /**
   * The request's answer, on a thread of the pool; at the deadline, if there is none, a {@link
   * org.cinnabar.jcache.CacheTimeoutException}.
   */
  public <T extends @Nullable Object> CompletableFuture<T> after(
      CompletableFuture<T> request, Deadline deadline) {
    return overdue
        .watch(request, deadline)
        .handleAsync(
            (@Nullable T value, @Nullable Throwable failure) -> {
              if (failure != null) {
                throw new CompletionException(unwrapped(failure));
              }
              return value;
            },
            pool);
  }

  /** The value, on a thread of the pool, so many milliseconds later. */
  <T> CompletableFuture<T> later(long millis, T value) {
    CompletableFuture<T> due = new CompletableFuture<>();
    timer.accept(() -> due.complete(value), millis);
    return due.thenApplyAsync(same -> same, pool);
  }

  /** Runs an action on a thread of the pool once something has ended. */
  <T> CompletableFuture<T> then(
      CompletableFuture<?> before, Supplier<CompletableFuture<T>> action) {
    return before.thenComposeAsync(ended -> action.get(), pool);
  }

  /** Runs code that may wait, on a thread of the pool. */
  public <T extends @Nullable Object> CompletableFuture<T> blocking(Supplier<T> code) {
    return CompletableFuture.supplyAsync(() -> waiting(code), pool);
  }

  /** Runs code that may wait, on the calling thread of the pool. */
  static <T extends @Nullable Object> T waiting(Supplier<T> code) {
    Waiting<T> waiting = new Waiting<>(code);
    try {
      ForkJoinPool.managedBlock(waiting);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return waiting.value();
  }

  /**
   * What the application gets: the future's own failure rather than a wrapper of it.
   *
   * @param whatClosed what isn't there any more when the pool takes nothing
   */
  public static <T extends @Nullable Object> CompletableFuture<T> result(
      CompletableFuture<T> operation, String whatClosed) {
    CompletableFuture<T> result = new CompletableFuture<>();
    operation.whenComplete(
        (@Nullable T value, @Nullable Throwable failure) -> {
          if (failure == null) {
            result.complete(value);
          } else {
            Throwable cause = unwrapped(failure);
            result.completeExceptionally(
                cause instanceof RejectedExecutionException
                    ? new IllegalStateException(whatClosed + " is closed", cause)
                    : cause);
          }
        });
    return result;
  }

  static Throwable unwrapped(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  /** Code that may wait, run once. */
  private static final class Waiting<T extends @Nullable Object>
      implements ForkJoinPool.ManagedBlocker {
    private final Supplier<T> code;
    private @Nullable T value;
    private boolean done;

    Waiting(Supplier<T> code) {
      this.code = code;
    }

    @Override
    public boolean block() {
      value = code.get();
      done = true;
      return true;
    }

    @Override
    public boolean isReleasable() {
      return done;
    }

    @SuppressWarnings("NullAway") // null where the code gave null
    T value() {
      return value;
    }
  }
}
