package org.cinnabar.jcache.internal;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loads and other code of the application that run in the background. Closing lets those under
 * way end, so that the loader is closed after them.
 */
final class BackgroundLoads {
  private static final Logger LOG = LoggerFactory.getLogger(BackgroundLoads.class);

  private final Executor threads;
  private final Set<CompletableFuture<?>> running = ConcurrentHashMap.newKeySet();
  private boolean closed;

  BackgroundLoads(Executor threads) {
    this.threads = threads;
  }

  /**
   * Runs a load.
   *
   * @throws IllegalStateException when the cache or its manager is closed
   */
  void start(Runnable load) {
    begin(() -> CompletableFuture.runAsync(load, threads));
  }

  /**
   * Begins what closing lets end.
   *
   * @throws IllegalStateException when the cache or its manager is closed
   */
  @SuppressWarnings("CollectionUndefinedEquality") // each future is meant by itself
  synchronized <T extends @Nullable Object> CompletableFuture<T> begin(
      Supplier<CompletableFuture<T>> work) {
    if (closed) {
      throw new IllegalStateException("The cache is closed");
    }
    try {
      CompletableFuture<T> future = work.get();
      running.add(future);
      future.whenComplete((done, failure) -> running.remove(future));
      return future;
    } catch (RejectedExecutionException e) {
      throw new IllegalStateException("The cache manager is closed", e);
    }
  }

  /** Refuses further loads and waits for those under way, no longer than the limit. */
  void close(Duration limit) {
    synchronized (this) {
      closed = true;
    }
    try {
      CompletableFuture.allOf(running.toArray(CompletableFuture[]::new))
          .get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("A cache was closed while it still loaded or wrote in the background", e);
    }
  }
}
