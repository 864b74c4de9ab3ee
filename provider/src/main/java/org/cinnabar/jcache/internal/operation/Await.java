package org.cinnabar.jcache.internal.operation;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** Waits for the store. Its futures end by the operation deadline, so no time is named here. */
public final class Await {
  private Await() {}

  /**
   * The future's result.
   *
   * @throws CacheException what the store failed with, or that the thread was interrupted; its
   *     interrupt flag stays set
   */
  public static <T extends @Nullable Object> T join(CompletableFuture<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CacheException(
          "Interrupted while waiting for the server; a write may or may not be applied", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof CacheException failure) {
        throw failure;
      }
      throw new CacheException("The cache operation failed", e.getCause());
    }
  }
}
