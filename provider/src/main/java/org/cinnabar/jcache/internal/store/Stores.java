package org.cinnabar.jcache.internal.store;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The stores of one cache manager and the connection they share. Nothing is connected before it is
 * needed.
 */
public interface Stores extends AutoCloseable {

  /**
   * The store of a cache. Does not touch the server: the first verb connects and checks or writes
   * the metadata record, and fails with {@link org.cinnabar.jcache.IncompatibleCacheException} when
   * the record contradicts.
   */
  CacheStore open(String cacheName, CacheMetadata metadata);

  /** Removes everything that a cache which is not open here owns on the server. */
  CompletableFuture<Void> destroy(String cacheName);

  /** How many partitions a cache has that doesn't say; does not touch the server. */
  int defaultPartitions();

  /** How long an operation may take, all its requests and retries included. */
  Duration deadline();

  /** The server's address as errors name it; never holds a secret. */
  String address();

  /**
   * The Redisson client, connecting if need be, when that is what the type asks for; else null,
   * without touching the server.
   *
   * @throws javax.cache.CacheException when the connection fails
   */
  <T> @Nullable T unwrap(Class<T> type);

  /**
   * Closes the connection unless the application owns it, and every background thread. Idempotent.
   */
  @Override
  void close();
}
