package org.cinnabar.jcache.internal;

import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.cache.integration.CompletionListener;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorResult;
import org.cinnabar.jcache.CinnabarCache;
import org.cinnabar.jcache.CinnabarConfiguration;
import org.cinnabar.jcache.internal.near.Near;
import org.cinnabar.jcache.internal.operation.Await;
import org.cinnabar.jcache.internal.operation.Operation;
import org.cinnabar.jcache.internal.operation.Operations;
import org.cinnabar.jcache.internal.store.Stores;
import org.cinnabar.jcache.internal.warming.ReadWatch;
import org.jspecify.annotations.Nullable;

/**
 * A cache's operations on its entries: each checks that the cache is open and what it is given,
 * then hands on.
 *
 * @param <K> the key type
 * @param <V> the value type
 */
abstract class EntryOperations<K, V> implements CinnabarCache<K, V> {
  final Arguments<K, V> arguments;
  final CacheParts<K, V> parts;
  final Paths<K, V> paths;
  private final String name;
  private final CinnabarCacheManager manager;
  private final @Nullable Near<K, V> near;
  private final @Nullable ReadWatch<K> watch;
  private final AtomicBoolean closed;

  EntryOperations(
      String name,
      CinnabarCacheManager manager,
      CinnabarConfiguration<K, V> configuration,
      Stores stores,
      ExecutorService threads) {
    this.name = name;
    this.manager = manager;
    this.closed = new AtomicBoolean();
    this.arguments = new Arguments<>(configuration.getKeyType(), configuration.getValueType());
    this.parts = new CacheParts<>(this, configuration, stores, threads, arguments);
    this.paths = Paths.of(parts);
    this.near = parts.near;
    this.watch = parts.warmth.reads();
  }

  /** The same operations, except that what they store has tags. */
  EntryOperations(EntryOperations<K, V> other, Collection<String> tags) {
    this.name = other.name;
    this.manager = other.manager;
    this.arguments = other.arguments;
    this.parts = other.parts;
    this.paths = other.paths.with(parts, tags);
    this.near = other.near;
    this.watch = other.watch;
    this.closed = other.closed;
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
  public boolean isClosed() {
    return closed.get();
  }

  /** Ends all operations from now on; false when that was done before. */
  final boolean end() {
    return closed.compareAndSet(false, true);
  }

  final void checkOpen() {
    if (closed.get()) {
      throw new IllegalStateException("The cache '" + name + "' is closed");
    }
  }

  @Override
  public @Nullable V get(K key) {
    checkOpen();
    arguments.key(key);
    noteRead(key);
    V copy = near == null ? null : near.get(key);
    return copy == null ? paths.reads().get(key, parts.store.begin()) : copy;
  }

  @Override
  public @Nullable V get(K key, Function<? super K, ? extends @Nullable V> loader) {
    checkOpen();
    arguments.key(key);
    Objects.requireNonNull(loader, "loader");
    noteRead(key);
    V copy = near == null ? null : near.get(key);
    return copy == null ? paths.reads().get(key, loader, parts.store.begin()) : copy;
  }

  void noteReads(Set<? extends K> keys) {
    if (watch != null) {
      keys.forEach(watch::read);
    }
  }

  /** Takes note of a read for hot keys, prediction, and what a bounded cache keeps. */
  void noteRead(K key) {
    if (watch != null) {
      watch.read(key);
    }
  }

  @Override
  public Map<K, V> getAll(Set<? extends K> keys) {
    checkOpen();
    arguments.keys(keys);
    noteReads(keys);
    return paths.bulk().getAll(keys);
  }

  @Override
  public boolean containsKey(K key) {
    checkOpen();
    arguments.key(key);
    List<byte @Nullable []> read =
        Await.join(parts.reader.read(List.of(parts.codec.encodeKey(key))));
    return parts.codec.valueOrMiss(read.get(0)) != null;
  }

  @Override
  public void loadAll(
      Set<? extends K> keys,
      boolean replaceExistingValues,
      @Nullable CompletionListener completionListener) {
    checkOpen();
    arguments.keys(keys);
    paths.bulk().loadAll(keys, replaceExistingValues, completionListener);
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
    paths.bulk().putAll(map);
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
    paths.bulk().putAll(map, Arguments.ttl(duration));
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
    paths.bulk().removeAll(keys);
  }

  @Override
  public void removeAll() {
    checkOpen();
    paths.bulk().removeAll();
  }

  @Override
  public boolean invalidate(K key) {
    return onKey(key, Operations.invalidate());
  }

  @Override
  public long invalidateAll(String glob) {
    checkOpen();
    return paths.bulk().invalidateAll(Objects.requireNonNull(glob, "glob"));
  }

  @Override
  public long invalidateAll(Predicate<? super K> predicate) {
    checkOpen();
    return paths.bulk().invalidateAll(Objects.requireNonNull(predicate, "predicate"));
  }

  @Override
  public void invalidateTags(String... tags) {
    checkOpen();
    Await.join(parts.invalidate(tags));
  }

  @Override
  public void clear() {
    checkOpen();
    Await.join(parts.clear());
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
    return paths.bulk().invokeAll(keys, entryProcessor, processorArguments);
  }

  @Override
  public Iterator<Entry<K, V>> iterator() {
    checkOpen();
    return paths.bulk().iterator();
  }

  private <R extends @Nullable Object> R onKey(K key, Operation<V, R> operation) {
    checkOpen();
    arguments.key(key);
    return paths.pipeline().one(key, operation);
  }

  private <R extends @Nullable Object> R onEntry(K key, V value, Operation<V, R> operation) {
    checkOpen();
    arguments.entry(key, value);
    return paths.pipeline().one(key, operation);
  }
}
