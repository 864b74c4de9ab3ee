package org.cinnabar.jcache.internal.loading;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import org.cinnabar.jcache.CacheTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Calls loaders: with a timeout on another thread, which is interrupted when it is over, else on
 * the caller's. What they fail with is a {@link CacheLoaderException}.
 */
public final class LoaderCalls {
  private final @Nullable Duration timeout;
  private final Executor threads;

  /** {@code threads} run the calls when there is a timeout. */
  public LoaderCalls(@Nullable Duration timeout, Executor threads) {
    this.timeout = timeout;
    this.threads = threads;
  }

  /** The loader with the timeout, if there is one. */
  public <K, V> @Nullable CacheLoader<K, V> limit(@Nullable CacheLoader<K, V> loader) {
    return loader == null || timeout == null ? loader : new Limited<>(loader, this);
  }

  /** A function's value for a key. */
  <K, V> @Nullable V call(Function<? super K, ? extends @Nullable V> loader, K key) {
    try {
      return within(() -> loader.apply(key));
    } catch (CacheLoaderException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new CacheLoaderException("The loader of an entry failed", e);
    }
  }

  private <T extends @Nullable Object> T within(Supplier<T> call) {
    Duration limit = timeout;
    if (limit == null) {
      return call.get();
    }
    FutureTask<T> task = new FutureTask<>(call::get);
    try {
      threads.execute(task);
      return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      String what =
          "The loader took longer than load.timeout, " + limit.toMillis() + " ms, and was given up";
      throw new CacheLoaderException(what, new CacheTimeoutException(what, e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CacheLoaderException("Interrupted while waiting for the loader", e);
    } catch (RejectedExecutionException e) {
      throw new IllegalStateException("The cache manager is closed", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof CacheLoaderException known) {
        throw known;
      }
      throw new CacheLoaderException("The loader failed", e.getCause());
    } finally {
      task.cancel(true);
    }
  }

  /** A loader with a timeout. */
  private record Limited<K, V>(CacheLoader<K, V> loader, LoaderCalls calls)
      implements CacheLoader<K, V> {
    @Override
    @SuppressWarnings("NullAway") // JSR-107: null when there is no value
    public V load(K key) {
      return calls.within(() -> loader.load(key));
    }

    @Override
    public Map<K, V> loadAll(Iterable<? extends K> keys) {
      return calls.within(() -> loader.loadAll(keys));
    }
  }
}
