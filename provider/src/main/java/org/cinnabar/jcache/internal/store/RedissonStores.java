package org.cinnabar.jcache.internal.store;

import io.netty.util.concurrent.GlobalEventExecutor;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RedissonClient;

/** The stores of one cache manager, over one connection. */
public final class RedissonStores implements Stores {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int NODE_ID_BYTES = 8;
  private static final long SETTLE_MILLIS = 2_000;

  private final RedisConnection connection;
  private final Commands commands;
  private final String namespace;
  private final int defaultPartitions;
  private final Set<RedissonCacheStore> open = ConcurrentHashMap.newKeySet();

  /**
   * Creates the stores; nothing is connected yet.
   *
   * @param connection the connection, closed together with the stores
   * @param namespace the first part of every key's name
   * @param defaultPartitions how many partitions a cache has that doesn't say
   */
  RedissonStores(RedisConnection connection, String namespace, int defaultPartitions) {
    this.connection = connection;
    this.defaultPartitions = defaultPartitions;
    this.commands = new Commands(connection);
    this.namespace = namespace;
    connection.onReconnect(() -> open.forEach(RedissonCacheStore::reconnected));
  }

  /** The stores over the connection that the settings describe; nothing is connected yet. */
  public static RedissonStores of(ConnectionSettings settings) {
    return new RedissonStores(
        RedissonConnection.of(settings), settings.namespace(), settings.defaultPartitions());
  }

  /**
   * Waits until the thread has ended that Netty has for what belongs to no connection, which it
   * does when it has been idle for a second; two seconds at most. Called when an application ends:
   * a server that takes its classes away meanwhile would leave the thread waiting for ever.
   */
  public static void settle() {
    try {
      GlobalEventExecutor.INSTANCE.awaitInactivity(SETTLE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (IllegalStateException e) {
      // There was never such a thread.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public CacheStore open(String cacheName, CacheMetadata metadata) {
    StoreContext context = context(cacheName, metadata.partitions());
    RedissonCacheStore store = new RedissonCacheStore(context, metadata, open::remove);
    open.add(store);
    return store;
  }

  @Override
  public CompletableFuture<Void> destroy(String cacheName) {
    String record = new KeyNames(namespace, cacheName).metadata();
    return commands
        .field(record, MetadataRecord.PARTITIONS)
        .thenCompose(partitions -> new Removal(context(cacheName, count(partitions))).destroy());
  }

  private int count(@Nullable String partitions) {
    return partitions == null ? defaultPartitions : Integer.parseInt(partitions);
  }

  private StoreContext context(String cacheName, int partitions) {
    byte[] id = new byte[NODE_ID_BYTES];
    RANDOM.nextBytes(id);
    String nodeId = HexFormat.of().formatHex(id);
    return new StoreContext(
        cacheName, commands, new KeyNames(namespace, cacheName), partitions, nodeId);
  }

  @Override
  public int defaultPartitions() {
    return defaultPartitions;
  }

  @Override
  public Duration deadline() {
    return connection.deadline();
  }

  @Override
  public String address() {
    return connection.address();
  }

  @Override
  public <T> @Nullable T unwrap(Class<T> type) {
    if (type != RedissonClient.class) {
      return null;
    }
    try {
      return connection
          .execute(server -> CompletableFuture.completedFuture(type.cast(server.client())))
          .join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof CacheException failure) {
        throw failure;
      }
      throw e;
    }
  }

  @Override
  public void close() {
    open.forEach(RedissonCacheStore::close);
    connection.close();
  }
}
