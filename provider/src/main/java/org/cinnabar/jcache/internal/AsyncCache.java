package org.cinnabar.jcache.internal;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import javax.cache.integration.CompletionListener;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorResult;
import org.cinnabar.jcache.CinnabarAsyncCache;
import org.cinnabar.jcache.internal.operation.Operation;
import org.cinnabar.jcache.internal.operation.Operations;
import org.jspecify.annotations.Nullable;

/**
 * A cache's operations without waiting: each checks that the cache is open and what it is given, as
 * {@link EntryOperations} do, then hands on.
 *
 * @param <K> the key type
 * @param <V> the value type
 */
final class AsyncCache<K, V> implements CinnabarAsyncCache<K, V> {
  private final RedisCache<K, V> cache;
  private final Arguments<K, V> arguments;
  private final CacheParts<K, V> parts;
  private final BulkOperations<K, V> bulk;
  private final AsyncPaths<K, V> paths;

  AsyncCache(RedisCache<K, V> cache) {
    this.cache = cache;
    this.arguments = cache.arguments;
    this.parts = cache.parts;
    this.bulk = cache.paths.bulk();
    this.paths = new AsyncPaths<>(cache);
  }

  @Override
  public CompletionStage<@Nullable V> get(K key) {
    cache.checkOpen();
    arguments.key(key);
    cache.noteRead(key);
    return paths.get(key);
  }

  @Override
  public CompletionStage<Map<K, V>> getAll(Set<? extends K> keys) {
    cache.checkOpen();
    arguments.keys(keys);
    cache.noteReads(keys);
    return paths.getAll(new HashSet<>(keys));
  }

  @Override
  public CompletionStage<Boolean> containsKey(K key) {
    cache.checkOpen();
    arguments.key(key);
    return paths.contains(key);
  }

  @Override
  public CompletionStage<Void> loadAll(Set<? extends K> keys, boolean replaceExistingValues) {
    CompletableFuture<Void> loaded = new CompletableFuture<>();
    cache.loadAll(
        keys,
        replaceExistingValues,
        new CompletionListener() {
          @Override
          public void onCompletion() {
            loaded.complete(null);
          }

          @Override
          public void onException(Exception e) {
            loaded.completeExceptionally(e);
          }
        });
    return paths.after(() -> loaded);
  }

  @Override
  public CompletionStage<Void> put(K key, V value) {
    return store(key, value, Operations.put(value));
  }

  @Override
  public CompletionStage<Void> put(K key, V value, Duration duration) {
    return store(key, value, Operations.put(value, Arguments.ttl(duration)));
  }

  @Override
  public CompletionStage<@Nullable V> getAndPut(K key, V value) {
    return onEntry(key, value, Operations.getAndPut(value));
  }

  @Override
  public CompletionStage<Void> putAll(Map<? extends K, ? extends V> map) {
    Map<K, V> entries = checked(map);
    return paths.all(
        entries.keySet(), key -> Operations.<V>put(Objects.requireNonNull(entries.get(key))));
  }

  @Override
  public CompletionStage<Void> putAll(Map<? extends K, ? extends V> map, Duration duration) {
    Map<K, V> entries = checked(map);
    long ttl = Arguments.ttl(duration);
    return paths.all(
        entries.keySet(), key -> Operations.<V>put(Objects.requireNonNull(entries.get(key)), ttl));
  }

  @Override
  public CompletionStage<Boolean> putIfAbsent(K key, V value) {
    return onEntry(key, value, Operations.putIfAbsent(value));
  }

  @Override
  public CompletionStage<Boolean> putIfAbsent(K key, V value, Duration duration) {
    return onEntry(key, value, Operations.putIfAbsent(value, Arguments.ttl(duration)));
  }

  @Override
  public CompletionStage<Boolean> remove(K key) {
    return onKey(key, Operations.remove());
  }

  @Override
  public CompletionStage<Boolean> remove(K key, V oldValue) {
    return onEntry(key, oldValue, Operations.remove(oldValue));
  }

  @Override
  public CompletionStage<@Nullable V> getAndRemove(K key) {
    return onKey(key, Operations.getAndRemove());
  }

  @Override
  public CompletionStage<Boolean> replace(K key, V value) {
    return onEntry(key, value, Operations.replace(value));
  }

  @Override
  public CompletionStage<Boolean> replace(K key, V oldValue, V newValue) {
    cache.checkOpen();
    arguments.value(newValue);
    return onEntry(key, oldValue, Operations.replace(oldValue, newValue));
  }

  @Override
  public CompletionStage<@Nullable V> getAndReplace(K key, V value) {
    return onEntry(key, value, Operations.getAndReplace(value));
  }

  @Override
  public CompletionStage<Void> removeAll(Set<? extends K> keys) {
    cache.checkOpen();
    arguments.keys(keys);
    return paths.all(new HashSet<>(keys), key -> Operations.<V>remove());
  }

  @Override
  public CompletionStage<Void> removeAll() {
    cache.checkOpen();
    return paths.<@Nullable Void>waiting(
        () -> {
          bulk.removeAll();
          return null;
        });
  }

  @Override
  public CompletionStage<Void> clear() {
    cache.checkOpen();
    return paths.after(parts::clear);
  }

  @Override
  public <T extends @Nullable Object> CompletionStage<T> invoke(
      K key, EntryProcessor<K, V, T> entryProcessor, @Nullable Object... processorArguments) {
    cache.checkOpen();
    arguments.key(key);
    Objects.requireNonNull(entryProcessor, "entryProcessor");
    return paths.invoke(
        key, Operations.invoke(key, entryProcessor, processorArguments, parts.loading));
  }

  @Override
  public <T extends @Nullable Object> CompletionStage<Map<K, EntryProcessorResult<T>>> invokeAll(
      Set<? extends K> keys,
      EntryProcessor<K, V, T> entryProcessor,
      @Nullable Object... processorArguments) {
    cache.checkOpen();
    arguments.keys(keys);
    Objects.requireNonNull(entryProcessor, "entryProcessor");
    return paths.invokeAll(new HashSet<>(keys), entryProcessor, processorArguments);
  }

  @Override
  public CompletionStage<Boolean> invalidate(K key) {
    return onKey(key, Operations.invalidate());
  }

  @Override
  public CompletionStage<Long> invalidateAll(String glob) {
    cache.checkOpen();
    Objects.requireNonNull(glob, "glob");
    return paths.waiting(() -> bulk.invalidateAll(glob));
  }

  @Override
  public CompletionStage<Long> invalidateAll(Predicate<? super K> predicate) {
    cache.checkOpen();
    Objects.requireNonNull(predicate, "predicate");
    return paths.waiting(() -> bulk.invalidateAll(predicate));
  }

  @Override
  public CinnabarAsyncCache<K, V> withTags(String... tags) {
    return cache.withTags(tags).async();
  }

  @Override
  public CompletionStage<Void> invalidateTags(String... tags) {
    cache.checkOpen();
    CompletableFuture<Void> invalidated = parts.invalidate(tags);
    return paths.after(() -> invalidated);
  }

  /** A copy of what is to be put. */
  private Map<K, V> checked(Map<? extends K, ? extends V> map) {
    cache.checkOpen();
    Objects.requireNonNull(map, "map").forEach(arguments::entry);
    return new HashMap<>(map);
  }

  private CompletionStage<Void> store(K key, V value, Operation<V, Boolean> operation) {
    cache.checkOpen();
    arguments.entry(key, value);
    return paths.done(key, operation);
  }

  private <R extends @Nullable Object> CompletionStage<R> onKey(K key, Operation<V, R> operation) {
    cache.checkOpen();
    arguments.key(key);
    return paths.one(key, operation);
  }

  private <R extends @Nullable Object> CompletionStage<R> onEntry(
      K key, V value, Operation<V, R> operation) {
    cache.checkOpen();
    arguments.entry(key, value);
    return paths.one(key, operation);
  }
}
