package org.cinnabar.jcache.internal.operation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.cinnabar.jcache.internal.store.CacheStore;
import org.cinnabar.jcache.internal.store.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * {@link Lookups} for callers that don't wait.
 *
 * @param <K> the key type
 * @param <V> the value type
 */
public final class AsyncLookups<K, V> {
  private final Lookups<K, V> lookups;
  private final AsyncPipeline<K, V> operations;
  private final AppThreads threads;

  /** Looks up as the lookups do. */
  public AsyncLookups(Lookups<K, V> lookups, AsyncPipeline<K, V> operations, AppThreads threads) {
    this.lookups = lookups;
    this.operations = operations;
    this.threads = threads;
  }

  /** The value, null when there is no live entry. */
  public CompletableFuture<@Nullable V> get(K key, Deadline deadline) {
    if (!lookups.plain) {
      return operations.one(key, Operations.<V>get());
    }
    long started = System.nanoTime();
    return read(List.of(key), deadline)
        .thenApply(
            envelopes -> {
              V value = lookups.codec.valueOrMiss(envelopes.get(0));
              lookups.record(value == null ? 0 : 1, 1, started);
              return value;
            });
  }

  /** Whether there is a live entry, which is neither counted nor an access. */
  public CompletableFuture<Boolean> contains(CacheStore store, K key) {
    return threads
        .after(store.read(List.of(lookups.codec.encodeKey(key))), store.begin())
        .thenApply(envelopes -> lookups.codec.valueOrMiss(envelopes.get(0)) != null);
  }

  /** The live entries among those of the keys, in a map that the caller may change. */
  public CompletableFuture<Map<K, V>> getAll(Collection<? extends K> keys) {
    Map<K, V> found = new HashMap<>(keys.size() * 4 / 3 + 1);
    if (!lookups.plain) {
      return operations
          .each(
              keys,
              key -> Operations.<V>get(),
              (key, result) -> {
                V value = result.get();
                return value == null || found.put(key, value) == null;
              })
          .thenApply(all -> found);
    }
    if (keys.isEmpty()) {
      return CompletableFuture.completedFuture(found);
    }
    long started = System.nanoTime();
    List<K> ordered = new ArrayList<>(keys);
    return read(ordered, lookups.store.begin().eachRequest())
        .thenApply(
            envelopes -> {
              lookups.decode(ordered, envelopes, found);
              lookups.record(found.size(), ordered.size(), started);
              return found;
            });
  }

  private CompletableFuture<List<byte @Nullable []>> read(
      List<? extends K> keys, Deadline deadline) {
    List<byte[]> encoded = new ArrayList<>(keys.size());
    for (K key : keys) {
      encoded.add(lookups.codec.encodeKey(key));
    }
    return threads.after(lookups.store.read(encoded), deadline);
  }
}
