package org.cinnabar.jcache.internal;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Configuration;
import org.cinnabar.jcache.CacheWarmer;
import org.cinnabar.jcache.CinnabarAsyncCache;
import org.cinnabar.jcache.CinnabarConfiguration;
import org.cinnabar.jcache.DeadLetters;
import org.cinnabar.jcache.HotKey;
import org.cinnabar.jcache.internal.loading.Turns;
import org.cinnabar.jcache.internal.operation.Unwrap;
import org.cinnabar.jcache.internal.store.Stores;
import org.jspecify.annotations.Nullable;

/**
 * A cache as applications see it: its operations, its life, and what else belongs to it.
 * Thread-safe.
 *
 * @param <K> the key type
 * @param <V> the value type
 */
final class RedisCache<K, V> extends EntryOperations<K, V> {
  private final ExecutorService threads;
  private final RedisCache<K, V> whole;

  RedisCache(
      String name,
      CinnabarCacheManager manager,
      CinnabarConfiguration<K, V> configuration,
      Stores stores,
      ExecutorService threads) {
    super(name, manager, configuration, stores, threads);
    this.threads = threads;
    this.whole = this;
  }

  /** The same cache, except that what it stores has tags. */
  private RedisCache(RedisCache<K, V> other, Collection<String> tags) {
    super(other, tags);
    this.threads = other.threads;
    this.whole = other.whole;
  }

  /** Shows the beans and starts listening, as configured. */
  void start() {
    parts.start(threads);
    enableManagement(parts.configuration.isManagementEnabled());
    enableStatistics(parts.configuration.isStatisticsEnabled());
    parts.warmth.start();
  }

  CinnabarConfiguration<K, V> configuration() {
    return parts.configuration;
  }

  void enableManagement(boolean enabled) {
    parts.configuration.setManagementEnabled(enabled);
    parts.beans.showConfiguration(enabled);
  }

  void enableStatistics(boolean enabled) {
    parts.configuration.setStatisticsEnabled(enabled);
    parts.statistics.setEnabled(enabled);
    parts.beans.showStatistics(enabled);
  }

  @Override
  public void flush(Duration limit) {
    checkOpen();
    Arguments.positive(limit);
    if (parts.behind != null) {
      parts.behind.flush(limit);
    }
  }

  @Override
  public DeadLetters<K, V> deadLetters() {
    checkOpen();
    if (parts.behind == null) {
      throw new UnsupportedOperationException(
          "The cache '" + getName() + "' isn't written behind: set write-behind.enabled");
    }
    return parts.behind;
  }

  @Override
  public CacheWarmer<K, V> warmer() {
    checkOpen();
    return parts.warmth.warmer(paths.tags());
  }

  @Override
  public List<HotKey<K>> hotKeys() {
    checkOpen();
    return parts.warmth.hotKeys();
  }

  @Override
  public RedisCache<K, V> withTags(String... tags) {
    checkOpen();
    return new RedisCache<>(this, List.of(tags));
  }

  @Override
  public <C extends Configuration<K, V>> C getConfiguration(Class<C> type) {
    return Unwrap.as(new CinnabarConfiguration<>(parts.configuration), type);
  }

  @Override
  public void close() {
    if (end()) {
      getCacheManager().forget(whole);
      parts.close();
    }
  }

  @Override
  public CinnabarAsyncCache<K, V> async() {
    checkOpen();
    return new AsyncCache<>(this);
  }

  /** Turns of making missing values; null where keys aren't loaded once. */
  @Nullable Turns<K, V> turns() {
    return parts.reads.turns();
  }

  /** The cache itself, one of its {@link Sides}, or the Redisson client that it works through. */
  @Override
  public <T> T unwrap(Class<T> type) {
    Object side = Sides.of(this, type);
    return side == null ? getCacheManager().unwrap(this, type) : type.cast(side);
  }

  /**
   * Registers the listener and subscribes; when the server can't be reached, nothing is registered.
   */
  @Override
  public void registerCacheEntryListener(CacheEntryListenerConfiguration<K, V> listener) {
    checkOpen();
    Objects.requireNonNull(listener, "cacheEntryListenerConfiguration");
    parts.register(listener);
  }

  @Override
  public void deregisterCacheEntryListener(CacheEntryListenerConfiguration<K, V> listener) {
    checkOpen();
    Objects.requireNonNull(listener, "cacheEntryListenerConfiguration");
    parts.events.remove(listener);
    parts.configuration.removeCacheEntryListenerConfiguration(listener);
  }
}
