package org.cinnabar.jcache.internal;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.integration.CompletionListener;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorResult;
import org.cinnabar.jcache.CacheWarmer;
import org.cinnabar.jcache.CinnabarCache;
import org.cinnabar.jcache.CinnabarConfiguration;
import org.cinnabar.jcache.DeadLetters;
import org.cinnabar.jcache.HotKey;
import org.cinnabar.jcache.internal.loading.Turns;
import org.cinnabar.jcache.internal.near.Near;
import org.cinnabar.jcache.internal.operation.Await;
import org.cinnabar.jcache.internal.operation.Operation;
import org.cinnabar.jcache.internal.operation.Operations;
import org.cinnabar.jcache.internal.operation.Unwrap;
import org.cinnabar.jcache.internal.store.Stores;
import org.cinnabar.jcache.internal.warming.ReadWatch;
import org.jspecify.annotations.Nullable;

/**
 * A cache as applications see it: checks that it is open and what it is given, then hands on.
 * Thread-safe.
 *
 * @param <K> the key type
 * @param <V> the value type
 */
final class RedisCache<K, V> implements CinnabarCache<K, V> {
  private final String name;
  private final CinnabarCacheManager manager;
  private final Arguments<K, V> arguments;
  private final CacheParts<K, V> parts;
  private final @Nullable Near<K, V> near;
  private final @Nullable ReadWatch<K> reads;
  private final BulkOperations<K, V> bulk;
  private final ExecutorService threads;
  private final AtomicBoolean closed = new AtomicBoolean();

  RedisCache(
      String name,
      CinnabarCacheManager manager,
      CinnabarConfiguration<K, V> configuration,
      Stores stores,
      ExecutorService threads) {
    this.name = name;
    this.manager = manager;
    this.threads = threads;
    this.arguments = new Arguments<>(configuration.getKeyType(), configuration.getValueType());
    this.parts = new CacheParts<>(this, configuration, stores, threads, arguments);
    this.near = parts.near;
    this.reads = parts.warmth.reads();
    this.bulk = new BulkOperations<>(parts);
  }

  /** Shows the beans and starts listening, as configured. */
  void start() {
    parts.configuration.getCacheEntryListenerConfigurations().forEach(parts.events::add);
    parts.events.subscribeSoon();
    if (near != null) {
      near.start();
    }
    if (parts.behind != null) {
      parts.behind.start(threads);
    }
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
  public @Nullable V get(K key) {
    checkOpen();
    arguments.key(key);
    if (reads != null) {
      reads.read(key);
    }
    V copy = near == null ? null : near.get(key);
    return copy == null ? getFromServer(key) : copy;
  }

  private @Nullable V getFromServer(K key) {
    return parts.reads.get(key, parts.store.begin());
  }

  @Override
  public @Nullable V get(K key, Function<? super K, ? extends @Nullable V> loader) {
    checkOpen();
    arguments.key(key);
    Objects.requireNonNull(loader, "loader");
    V copy = near == null ? null : near.get(key);
    return copy == null ? parts.reads.get(key, loader, parts.store.begin()) : copy;
  }

  @Override
  public Map<K, V> getAll(Set<? extends K> keys) {
    checkOpen();
    arguments.keys(keys);
    if (reads != null) {
      keys.forEach(reads::read);
    }
    return bulk.getAll(keys);
  }

  @Override
  public boolean containsKey(K key) {
    checkOpen();
    arguments.key(key);
    List<byte @Nullable []> read =
        Await.join(parts.store.read(List.of(parts.codec.encodeKey(key))));
    return parts.codec.valueOrMiss(read.get(0)) != null;
  }

  @Override
  public void loadAll(
      Set<? extends K> keys,
      boolean replaceExistingValues,
      @Nullable CompletionListener completionListener) {
    checkOpen();
    arguments.keys(keys);
    bulk.loadAll(keys, replaceExistingValues, completionListener);
  }

  @Override
  public void put(K key, V value) {
    onEntry(key, value, Operations.put(value));
  }

  @Override
  public @Nullable V getAndPut(K key, V value) {
    return onEntry(key, value, Operations.getAndPut(value));
  }

  @Override
  public void putAll(Map<? extends K, ? extends V> map) {
    checkOpen();
    Objects.requireNonNull(map, "map").forEach(arguments::entry);
    bulk.putAll(map);
  }

  @Override
  public boolean putIfAbsent(K key, V value) {
    return onEntry(key, value, Operations.putIfAbsent(value));
  }

  @Override
  public void put(K key, V value, Duration duration) {
    onEntry(key, value, Operations.put(value, Arguments.ttl(duration)));
  }

  @Override
  public boolean putIfAbsent(K key, V value, Duration duration) {
    return onEntry(key, value, Operations.putIfAbsent(value, Arguments.ttl(duration)));
  }

  @Override
  public void putAll(Map<? extends K, ? extends V> map, Duration duration) {
    checkOpen();
    Objects.requireNonNull(map, "map").forEach(arguments::entry);
    bulk.putAll(map, Arguments.ttl(duration));
  }

  @Override
  public boolean remove(K key) {
    return onKey(key, Operations.remove());
  }

  @Override
  public boolean remove(K key, V oldValue) {
    return onEntry(key, oldValue, Operations.remove(oldValue));
  }

  @Override
  public @Nullable V getAndRemove(K key) {
    return onKey(key, Operations.getAndRemove());
  }

  @Override
  public boolean replace(K key, V oldValue, V newValue) {
    checkOpen();
    arguments.value(newValue);
    return onEntry(key, oldValue, Operations.replace(oldValue, newValue));
  }

  @Override
  public boolean replace(K key, V value) {
    return onEntry(key, value, Operations.replace(value));
  }

  @Override
  public @Nullable V getAndReplace(K key, V value) {
    return onEntry(key, value, Operations.getAndReplace(value));
  }

  @Override
  public void removeAll(Set<? extends K> keys) {
    checkOpen();
    arguments.keys(keys);
    bulk.removeAll(keys);
  }

  @Override
  public void removeAll() {
    checkOpen();
    bulk.removeAll();
  }

  @Override
  public boolean invalidate(K key) {
    return onKey(key, Operations.invalidate());
  }

  @Override
  public long invalidateAll(String glob) {
    checkOpen();
    return bulk.invalidateAll(Objects.requireNonNull(glob, "glob"));
  }

  @Override
  public long invalidateAll(Predicate<? super K> predicate) {
    checkOpen();
    return bulk.invalidateAll(Objects.requireNonNull(predicate, "predicate"));
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
          "The cache '" + name + "' isn't written behind: set write-behind.enabled");
    }
    return parts.behind;
  }

  @Override
  public CacheWarmer<K, V> warmer() {
    checkOpen();
    return parts.warmth.warmer();
  }

  @Override
  public List<HotKey<K>> hotKeys() {
    checkOpen();
    return parts.warmth.hotKeys();
  }

  @Override
  public void clear() {
    checkOpen();
    parts.clear();
  }

  @Override
  public <C extends Configuration<K, V>> C getConfiguration(Class<C> type) {
    return Unwrap.as(new CinnabarConfiguration<>(parts.configuration), type);
  }

  @Override
  @SuppressWarnings("NullAway") // JSR-107: a processor may return null
  public <T> T invoke(
      K key, EntryProcessor<K, V, T> entryProcessor, @Nullable Object... processorArguments) {
    Objects.requireNonNull(entryProcessor, "entryProcessor");
    return onKey(key, Operations.invoke(key, entryProcessor, processorArguments, parts.loading));
  }

  @Override
  public <T> Map<K, EntryProcessorResult<T>> invokeAll(
      Set<? extends K> keys,
      EntryProcessor<K, V, T> entryProcessor,
      @Nullable Object... processorArguments) {
    checkOpen();
    arguments.keys(keys);
    Objects.requireNonNull(entryProcessor, "entryProcessor");
    return bulk.invokeAll(keys, entryProcessor, processorArguments);
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public CinnabarCacheManager getCacheManager() {
    return manager;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      manager.forget(this);
      parts.close();
    }
  }

  @Override
  public boolean isClosed() {
    return closed.get();
  }

  /**
   * The cache itself, the Redisson client that it works through, or, as a {@link BiFunction}, the
   * {@link Turns} of making missing values where keys are loaded once.
   */
  @Override
  public <T> T unwrap(Class<T> type) {
    Turns<K, V> turns = type == BiFunction.class ? parts.reads.turns() : null;
    return turns == null ? manager.unwrap(this, type) : type.cast(turns);
  }

  /**
   * Registers the listener and subscribes; when the server can't be reached, nothing is registered.
   */
  @Override
  public void registerCacheEntryListener(CacheEntryListenerConfiguration<K, V> listener) {
    checkOpen();
    Objects.requireNonNull(listener, "cacheEntryListenerConfiguration");
    parts.events.add(listener);
    try {
      parts.events.ready(parts.store.begin());
    } catch (RuntimeException e) {
      parts.events.remove(listener);
      throw e;
    }
    parts.configuration.addCacheEntryListenerConfiguration(listener);
  }

  @Override
  public void deregisterCacheEntryListener(CacheEntryListenerConfiguration<K, V> listener) {
    checkOpen();
    Objects.requireNonNull(listener, "cacheEntryListenerConfiguration");
    parts.events.remove(listener);
    parts.configuration.removeCacheEntryListenerConfiguration(listener);
  }

  @Override
  public Iterator<Entry<K, V>> iterator() {
    checkOpen();
    return bulk.iterator();
  }

  private <R extends @Nullable Object> R onKey(K key, Operation<V, R> operation) {
    checkOpen();
    arguments.key(key);
    return parts.pipeline.one(key, operation);
  }

  private <R extends @Nullable Object> R onEntry(K key, V value, Operation<V, R> operation) {
    checkOpen();
    arguments.entry(key, value);
    return parts.pipeline.one(key, operation);
  }

  private void checkOpen() {
    if (closed.get()) {
      throw new IllegalStateException("The cache '" + name + "' is closed");
    }
  }
}
