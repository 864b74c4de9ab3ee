package org.cinnabar.jcache.internal.operation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.cinnabar.jcache.internal.operation.Lookups.Reader;
import org.cinnabar.jcache.internal.operation.Lookups.Sighting;
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

  /** What there is, as {@link Lookups#see} gives it. */
  public CompletableFuture<Sighting<V>> see(K key, byte[] encodedKey, Deadline deadline) {
    if (!lookups.plain) {
      return operations
          .one(key, Operations.<V>get(), deadline)
          .thenApply((@Nullable V value) -> new Sighting<>(value, null));
    }
    long started = System.nanoTime();
    return threads
        .after(lookups.reader.read(List.of(encodedKey)), deadline)
        .thenApply(
            envelopes -> {
              byte[] envelope = envelopes.get(0);
              V value = lookups.codec.valueOrMiss(envelope);
              lookups.record(value == null ? 0 : 1, 1, started);
              return new Sighting<>(value, envelope);
            });
  }

  /** Whether there is a live entry, which is neither counted nor an access. */
  public CompletableFuture<Boolean> contains(Reader reader, K key) {
    return threads
        .after(reader.read(List.of(lookups.codec.encodeKey(key))), lookups.store.begin())
        .thenApply(envelopes -> lookups.codec.valueOrMiss(envelopes.get(0)) != null);
  }

  /**
   * The live entries among those of the keys, in a map that the caller may change; the watcher, if
   * any, is told of each.
   */
  public CompletableFuture<Map<K, V>> getAll(
      Collection<? extends K> keys, Lookups.@Nullable Watcher<? super K> watcher) {
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
    List<byte[]> encoded = new ArrayList<>(keys.size());
    ordered.forEach(key -> encoded.add(lookups.codec.encodeKey(key)));
    return threads
        .after(
            Partly.naming(ordered, lookups.reader.read(encoded)),
            lookups.store.begin().eachRequest())
        .thenApply(
            envelopes -> {
              lookups.decode(ordered, envelopes, found);
              if (watcher != null) {
                lookups.watch(ordered, encoded, envelopes, watcher);
              }
              lookups.record(found.size(), ordered.size(), started);
              return found;
            });
  }
}
