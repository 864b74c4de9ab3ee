package org.cinnabar.jcache.internal;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorResult;
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
 * The ways that operations take into a cache for callers that don't wait. What a loader or writer
 * takes part in, and what goes through the whole cache, is the waiting operation on a thread of the
 * manager's; all else waits nowhere. A failure to begin is the stage's too. Arguments are checked
 * already.
 *
 * @param <K> the key type
 * @param <V> the value type
 */
final class AsyncPaths<K, V> {
  private final String cacheName;
  private final CacheParts<K, V> parts;
  private final BulkOperations<K, V> bulk;
  private final Pipeline<K, V> pipeline;
  private final Reads<K, V> reads;
  private final AppThreads threads;
  private final AsyncPipeline<K, V> operations;
  private final AsyncLookups<K, V> lookups;

  AsyncPaths(RedisCache<K, V> cache) {
    this.cacheName = cache.getName();
    this.parts = cache.parts;
    this.bulk = cache.paths.bulk();
    this.pipeline = cache.paths.pipeline();
    this.reads = cache.paths.reads();
    this.threads = parts.appThreads(cache.getCacheManager()::asyncThreads);
    this.operations = new AsyncPipeline<>(pipeline, threads);
    this.lookups = new AsyncLookups<>(reads.lookups(), operations, threads);
  }

  CompletionStage<@Nullable V> get(K key) {
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

  CompletionStage<Map<K, V>> getAll(Set<K> keys) {
    return stage(
        () -> {
          Map<K, V> copies = new HashMap<>();
          Collection<? extends K> others = bulk.near(keys, copies);
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

  CompletionStage<Boolean> contains(K key) {
    return stage(() -> lookups.contains(parts.reader, key));
  }

  <R extends @Nullable Object> CompletionStage<R> one(K key, Operation<V, R> operation) {
    return stage(() -> begin(key, operation));
  }

  /** An operation whose result isn't told. */
  CompletionStage<Void> done(K key, Operation<V, ?> operation) {
    return stage(() -> begin(key, operation).thenAccept(done -> {}));
  }

  private <R extends @Nullable Object> CompletableFuture<R> begin(
      K key, Operation<V, R> operation) {
    return pipeline.tellsWriter(operation)
        ? blocking(() -> pipeline.one(key, operation))
        : operations.one(key, operation);
  }

  /** An operation on each key, the writer being told of all at once. */
  CompletionStage<Void> all(Set<K> keys, Function<K, Operation<V, Boolean>> operation) {
    if (keys.isEmpty() || !pipeline.tellsWriter(operation.apply(keys.iterator().next()))) {
      return stage(
          () ->
              operations
                  .each(keys, operation, (key, result) -> result.get())
                  .thenAccept(all -> {}));
    }
    return this.<@Nullable Void>waiting(
        () -> {
          pipeline.bulk(keys, operation);
          return null;
        });
  }

  <T extends @Nullable Object> CompletionStage<T> invoke(K key, Operation<V, T> operation) {
    return mayLoad() ? waiting(() -> pipeline.one(key, operation)) : one(key, operation);
  }

  <T extends @Nullable Object> CompletionStage<Map<K, EntryProcessorResult<T>>> invokeAll(
      Set<K> keys, EntryProcessor<K, V, T> processor, @Nullable Object[] arguments) {
    if (mayLoad() || pipeline.tellsWriter(Operations.remove())) {
      return waiting(() -> bulk.invokeAll(keys, processor, arguments));
    }
    Map<K, EntryProcessorResult<T>> results = new HashMap<>();
    return stage(
        () ->
            operations
                .each(
                    keys,
                    key -> Operations.invoke(key, processor, arguments, parts.loading),
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

  /** What ends by itself, whatever time it takes: a request of each partition, for instance. */
  CompletionStage<Void> after(Supplier<CompletableFuture<Void>> begun) {
    return stage(() -> threads.after(begun.get(), parts.store.begin().eachRequest()));
  }

  /** What code gives that waits. */
  <T extends @Nullable Object> CompletionStage<T> waiting(Supplier<T> code) {
    return stage(() -> blocking(code));
  }

  private <T extends @Nullable Object> CompletableFuture<T> blocking(Supplier<T> code) {
    return parts.loads.begin(() -> threads.blocking(code));
  }

  private <T extends @Nullable Object> CompletableFuture<T> stage(
      Supplier<CompletableFuture<T>> operation) {
    CompletableFuture<T> begun;
    try {
      begun = operation.get();
    } catch (RuntimeException e) {
      begun = CompletableFuture.failedFuture(e);
    }
    return AppThreads.result(begun, "The cache '" + cacheName + "'");
  }
}
