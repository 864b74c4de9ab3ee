package org.cinnabar.jcache.internal.operation;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.cache.CacheException;
import org.cinnabar.jcache.internal.store.Deadline;
import org.cinnabar.jcache.internal.store.PartialFailure;
import org.jspecify.annotations.Nullable;

/** Waits for the store. */
public final class Await {
  private Await() {}

  /**
   * The result of a future that ends by itself, as those of a single request do.
   *
   * @throws CacheException what the store failed with, or that the thread was interrupted; its
   *     interrupt flag stays set
   */
  public static <T extends @Nullable Object> T join(CompletableFuture<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (ExecutionException e) {
      throw failure(e);
    }
  }

  /**
   * The result of a batch of which nothing counts unless all of it is done.
   *
   * @throws CacheException as {@link #join(CompletableFuture)}, of a batch that failed in part the
   *     first of its failures
   */
  public static <T extends @Nullable Object> T whole(CompletableFuture<T> future) {
    try {
      return join(future);
    } catch (PartialFailure e) {
      throw PartialFailure.whole(e);
    }
  }

  /**
   * The future's result. One that isn't there at the deadline is no longer wanted: the future is
   * cancelled.
   *
   * @throws org.cinnabar.jcache.CacheTimeoutException at the deadline
   * @throws CacheException what the store failed with, or that the thread was interrupted; its
   *     interrupt flag stays set
   */
  public static <T extends @Nullable Object> T join(
      CompletableFuture<T> future, Deadline deadline) {
    try {
      return future.get(Math.max(0, deadline.remaining()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      future.cancel(false);
      throw interrupted(e);
    } catch (ExecutionException e) {
      throw failure(e);
    } catch (TimeoutException e) {
      future.cancel(false);
      throw deadline.unanswered();
    }
  }

  private static CacheException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new CacheException(
        "Interrupted while waiting for the server; a write may or may not be applied", cause);
  }

  private static CacheException failure(ExecutionException wrapper) {
    return wrapper.getCause() instanceof CacheException known
        ? known
        : new CacheException("The cache operation failed", wrapper.getCause());
  }
}
