package org.cinnabar.jcache.internal;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.cache.integration.CompletionListener;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorResult;
import org.cinnabar.jcache.CinnabarAsyncCache;
import org.cinnabar.jcache.internal.loading.Reads;
import org.cinnabar.jcache.internal.operation.AppThreads;
import org.cinnabar.jcache.internal.operation.AsyncLookups;
import org.cinnabar.jcache.internal.operation.AsyncPipeline;
import org.cinnabar.jcache.internal.operation.Lookups.Sighting;
import org.cinnabar.jcache.internal.operation.Operation;
import org.cinnabar.jcache.internal.operation.Operations;
import org.cinnabar.jcache.internal.operation.Pipeline;
import org.cinnabar.jcache.internal.store.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * A cache's operations without waiting. What a loader or writer takes part in, and what goes
 * through the whole cache, is the waiting operation on a thread of the manager's; all else waits
 * nowhere.
 *
 * @param <K> the key type
 * @param <V> the value type
 */
final class AsyncCache<K, V> implements CinnabarAsyncCache<K, V> {
  private final RedisCache<K, V> cache;
  private final Arguments<K, V> arguments;
  private final CacheParts<K, V> parts;
  private final BulkOperations<K, V> bulk;
  private final Pipeline<K, V> pipeline;
  private final Reads<K, V> reads;
  private final AppThreads threads;
  private final AsyncPipeline<K, V> operations;
  private final AsyncLookups<K, V> lookups;

  AsyncCache(
      RedisCache<K, V> cache,
      Arguments<K, V> arguments,
      CacheParts<K, V> parts,
      Pipeline<K, V> pipeline,
      Reads<K, V> reads,
      BulkOperations<K, V> bulk) {
    this.cache = cache;
    this.arguments = arguments;
    this.parts = parts;
    this.bulk = bulk;
    this.pipeline = pipeline;
    this.reads = reads;
    this.threads = parts.appThreads(cache.getCacheManager()::asyncThreads);
    this.operations = new AsyncPipeline<>(pipeline, threads);
    this.lookups = new AsyncLookups<>(reads.lookups(), operations, threads);
  }

  @Override
  public CompletionStage<@Nullable V> get(K key) {
    cache.checkOpen();
    arguments.key(key);
    cache.noteRead(key);
    V copy = parts.near == null ? null : parts.near.get(key);
    return copy == null ? stage(() -> getFromServer(key)) : CompletableFuture.completedFuture(copy);
  }

  private CompletableFuture<@Nullable V> getFromServer(K key) {
    Deadline deadline = parts.store.begin();
    byte[] encoded = parts.codec.encodeKey(key);
    CompletableFuture<Sighting<V>> found = lookups.see(key, encoded, deadline);
    if (!reads.loads()) {
      return found.thenApply(Sighting::value);
    }
    return found.thenCompose(
        seen ->
            reads.saw(key, encoded, seen)
                ? this.<@Nullable V>blocking(() -> reads.load(key, encoded, deadline))
                : CompletableFuture.completedFuture(seen.value()));
  }

  @Override
  public CompletionStage<Map<K, V>> getAll(Set<? extends K> keys) {
    cache.checkOpen();
    arguments.keys(keys);
    cache.noteReads(keys);
    return stage(
        () -> {
          Map<K, V> copies = new HashMap<>();
          Collection<? extends K> others = bulk.near(new HashSet<>(keys), copies);
          return lookups
              .getAll(others, reads.watcher())
              .thenCompose(found -> loadMissing(others, found))
              .thenApply(
                  found -> {
                    found.putAll(copies);
                    return found;
                  });
        });
  }

  private CompletableFuture<Map<K, V>> loadMissing(Collection<? extends K> keys, Map<K, V> found) {
    if (!reads.loads() || found.size() == keys.size()) {
      return CompletableFuture.completedFuture(found);
    }
    return blocking(
        () -> {
          reads.loadMissing(keys, found);
          return found;
        });
  }

  @Override
  public CompletionStage<Boolean> containsKey(K key) {
    cache.checkOpen();
    arguments.key(key);
    return stage(() -> lookups.contains(parts.store, key));
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
    return loaded;
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
    cache.checkOpen();
    Objects.requireNonNull(map, "map").forEach(arguments::entry);
    Map<K, V> entries = new HashMap<>(map);
    return onAll(
        entries.keySet(), key -> Operations.<V>put(Objects.requireNonNull(entries.get(key))));
  }

  @Override
  public CompletionStage<Void> putAll(Map<? extends K, ? extends V> map, Duration duration) {
    cache.checkOpen();
    Objects.requireNonNull(map, "map").forEach(arguments::entry);
    long ttl = Arguments.ttl(duration);
    Map<K, V> entries = new HashMap<>(map);
    return onAll(
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
    return onAll(new HashSet<>(keys), key -> Operations.<V>remove());
  }

  @Override
  public CompletionStage<Void> removeAll() {
    cache.checkOpen();
    return stage(
        () ->
            this.<@Nullable Void>blocking(
                () -> {
                  bulk.removeAll();
                  return null;
                }));
  }

  @Override
  public CompletionStage<Void> clear() {
    cache.checkOpen();
    return stage(() -> threads.after(parts.clear(), each()));
  }

  @Override
  public <T extends @Nullable Object> CompletionStage<T> invoke(
      K key, EntryProcessor<K, V, T> entryProcessor, @Nullable Object... processorArguments) {
    Objects.requireNonNull(entryProcessor, "entryProcessor");
    Operation<V, T> operation =
        Operations.invoke(key, entryProcessor, processorArguments, parts.loading);
    if (!mayLoad()) {
      return onKey(key, operation);
    }
    cache.checkOpen();
    arguments.key(key);
    return stage(() -> blocking(() -> pipeline.one(key, operation)));
  }

  @Override
  public <T extends @Nullable Object> CompletionStage<Map<K, EntryProcessorResult<T>>> invokeAll(
      Set<? extends K> keys,
      EntryProcessor<K, V, T> entryProcessor,
      @Nullable Object... processorArguments) {
    cache.checkOpen();
    arguments.keys(keys);
    Objects.requireNonNull(entryProcessor, "entryProcessor");
    Set<K> wanted = new HashSet<>(keys);
    if (mayLoad() || pipeline.tellsWriter(Operations.remove())) {
      return stage(
          () -> blocking(() -> bulk.invokeAll(wanted, entryProcessor, processorArguments)));
    }
    Map<K, EntryProcessorResult<T>> results = new HashMap<>();
    return stage(
        () ->
            operations
                .each(
                    wanted,
                    key ->
                        Operations.invoke(key, entryProcessor, processorArguments, parts.loading),
                    (key, result) -> {
                      EntryProcessorResult<T> processed = BulkOperations.processed(result);
                      return processed == null || results.put(key, processed) == null;
                    })
                .thenApply(all -> results));
  }

  /** Whether a processor may load: then it waits. */
  private boolean mayLoad() {
    return parts.loading.onMiss();
  }

  @Override
  public CompletionStage<Boolean> invalidate(K key) {
    return onKey(key, Operations.invalidate());
  }

  @Override
  public CompletionStage<Long> invalidateAll(String glob) {
    cache.checkOpen();
    Objects.requireNonNull(glob, "glob");
    return stage(() -> blocking(() -> bulk.invalidateAll(glob)));
  }

  @Override
  public CompletionStage<Long> invalidateAll(Predicate<? super K> predicate) {
    cache.checkOpen();
    Objects.requireNonNull(predicate, "predicate");
    return stage(() -> blocking(() -> bulk.invalidateAll(predicate)));
  }

  @Override
  public CinnabarAsyncCache<K, V> withTags(String... tags) {
    return cache.withTags(tags).async();
  }

  @Override
  public CompletionStage<Void> invalidateTags(String... tags) {
    cache.checkOpen();
    CompletableFuture<Void> invalidated = parts.invalidate(tags);
    return stage(() -> threads.after(invalidated, each()));
  }

  /** For what takes a request of each partition. */
  private Deadline each() {
    return parts.store.begin().eachRequest();
  }

  private CompletionStage<Void> store(K key, V value, Operation<V, Boolean> operation) {
    cache.checkOpen();
    arguments.entry(key, value);
    return stage(() -> one(key, operation).thenAccept(done -> {}));
  }

  private <R extends @Nullable Object> CompletionStage<R> onKey(K key, Operation<V, R> operation) {
    cache.checkOpen();
    arguments.key(key);
    return stage(() -> one(key, operation));
  }

  private <R extends @Nullable Object> CompletionStage<R> onEntry(
      K key, V value, Operation<V, R> operation) {
    cache.checkOpen();
    arguments.entry(key, value);
    return stage(() -> one(key, operation));
  }

  private <R extends @Nullable Object> CompletableFuture<R> one(K key, Operation<V, R> operation) {
    return pipeline.tellsWriter(operation)
        ? blocking(() -> pipeline.one(key, operation))
        : operations.one(key, operation);
  }

  private CompletionStage<Void> onAll(Set<K> keys, Function<K, Operation<V, Boolean>> operation) {
    if (keys.isEmpty() || !pipeline.tellsWriter(operation.apply(keys.iterator().next()))) {
      return stage(
          () ->
              operations
                  .each(keys, operation, (key, result) -> result.get())
                  .thenAccept(all -> {}));
    }
    return stage(
        () ->
            this.<@Nullable Void>blocking(
                () -> {
                  pipeline.bulk(keys, operation);
                  return null;
                }));
  }

  private <T extends @Nullable Object> CompletableFuture<T> blocking(Supplier<T> code) {
    return parts.loads.begin(() -> threads.blocking(code));
  }

  /** Begins an operation; a failure to do so is the stage's too. */
  private <T extends @Nullable Object> CompletableFuture<T> stage(
      Supplier<CompletableFuture<T>> operation) {
    CompletableFuture<T> begun;
    try {
      begun = operation.get();
    } catch (RuntimeException e) {
      begun = CompletableFuture.failedFuture(e);
    }
    return AppThreads.result(begun, "The cache '" + cache.getName() + "'");
  }
}
