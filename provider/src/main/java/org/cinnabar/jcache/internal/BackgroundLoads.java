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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loads that {@code loadAll} runs in the background. Closing lets those under way end, so that
 * the loader is closed after them.
 */
final class BackgroundLoads {
  private static final Logger LOG = LoggerFactory.getLogger(BackgroundLoads.class);

  private final Executor threads;
  private final Set<CompletableFuture<Void>> running = ConcurrentHashMap.newKeySet();
  private boolean closed;

  BackgroundLoads(Executor threads) {
    this.threads = threads;
  }

  /**
   * Runs a load.
   *
   * @throws IllegalStateException when the cache or its manager is closed
   */
  @SuppressWarnings("CollectionUndefinedEquality") // each future is meant by itself
  synchronized void start(Runnable load) {
    if (closed) {
      throw new IllegalStateException("The cache is closed");
    }
    try {
      CompletableFuture<Void> future = CompletableFuture.runAsync(load, threads);
      running.add(future);
      future.whenComplete((done, failure) -> running.remove(future));
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
      LOG.warn("A cache was closed while loadAll was still under way", e);
    }
  }
}
