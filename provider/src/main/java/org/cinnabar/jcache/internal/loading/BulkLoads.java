package org.cinnabar.jcache.internal.loading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.cinnabar.jcache.LoadPolicy;
import org.cinnabar.jcache.internal.codec.Envelope;
import org.cinnabar.jcache.internal.codec.LenientCodec;
import org.cinnabar.jcache.internal.operation.Await;
import org.cinnabar.jcache.internal.operation.Loading;
import org.cinnabar.jcache.internal.operation.Operation;
import org.cinnabar.jcache.internal.operation.Pipeline;
import org.cinnabar.jcache.internal.store.CacheStore;
import org.cinnabar.jcache.internal.store.Deadline;
import org.cinnabar.jcache.internal.store.LoadCoordination.Claim;
import org.cinnabar.jcache.internal.store.LoadCoordination.Claims;
import org.cinnabar.jcache.internal.store.LoadCoordination.Wanted;
import org.jspecify.annotations.Nullable;

/**
 * Loads many entries that are missing, in one call of the loader. Those that somebody else is
 * loading are left to that, and looked at again when it is done; what is still missing then is
 * loaded in a further call. No lease is held while others are waited for.
 *
 * @param <K> the key type
 * @param <V> the value type
 */
public final class BulkLoads<K, V> {
  private final CacheStore store;
  private final LenientCodec<K, V> codec;
  private final Pipeline<K, V> pipeline;
  private final Loading<K, V> loading;
  private final EntryLoads<K, V> entries;
  private final LoadPolicy policy;

  BulkLoads(
      CacheStore store,
      LenientCodec<K, V> codec,
      Pipeline<K, V> pipeline,
      Loading<K, V> loading,
      EntryLoads<K, V> entries,
      LoadPolicy policy) {
    this.store = store;
    this.codec = codec;
    this.pipeline = pipeline;
    this.loading = loading;
    this.entries = entries;
    this.policy = policy;
  }

  /** These loads, except that a pipeline that gives tags stores them. */
  public BulkLoads<K, V> with(Pipeline<K, V> tagging) {
    return with(tagging, entries.with(tagging));
  }

  BulkLoads<K, V> with(Pipeline<K, V> tagging, EntryLoads<K, V> those) {
    return new BulkLoads<>(store, codec, tagging, loading, those, policy);
  }

  /** One call of {@link #load}. */
  private record Run<K, V>(
      BiFunction<V, @Nullable String, Operation<V, V>> storing,
      BiConsumer<K, V> found,
      Deadline deadline) {}

  /**
   * Loads entries that are missing.
   *
   * @param storing how a loaded value is stored, under a lease with this token or null
   * @param found gets each value that is there in the end
   */
  public void load(
      Collection<? extends K> keys,
      BiFunction<V, @Nullable String, Operation<V, V>> storing,
      BiConsumer<K, V> found) {
    Run<K, V> run = new Run<>(storing, found, store.begin().eachRequest());
    Map<K, Wanted> missing = new LinkedHashMap<>();
    keys.forEach(key -> missing.put(key, new Wanted(codec.encodeKey(key), null)));
    if (!policy.isSingleFlight()) {
      loadNow(missing, null, run);
      return;
    }
    long began = System.nanoTime();
    while (!missing.isEmpty()) {
      List<CompletableFuture<Void>> others = claimAndLoad(missing, run);
      long left = policy.getWait().toNanos() - (System.nanoTime() - began);
      CompletableFuture<Void> all =
          CompletableFuture.allOf(others.toArray(CompletableFuture[]::new));
      if (!others.isEmpty() && !EntryLoads.await(all, left, run.deadline)) {
        loadNow(missing, null, run);
        return;
      }
    }
  }

  /** Settles what isn't being loaded by others; gives when those will be done. */
  private List<CompletableFuture<Void>> claimAndLoad(Map<K, Wanted> missing, Run<K, V> run) {
    List<K> keys = List.copyOf(missing.keySet());
    Claims claims =
        Await.join(
            store.loads().claim(List.copyOf(missing.values()), policy.getLease().toMillis()),
            run.deadline);
    List<CompletableFuture<Void>> others = new ArrayList<>();
    try {
      Map<K, Wanted> mine = new LinkedHashMap<>();
      for (int i = 0; i < keys.size(); i++) {
        K key = keys.get(i);
        Claim claim = claims.each().get(i);
        CompletableFuture<Void> freed = claim.freed();
        byte[] envelope = claim.envelope();
        if (freed != null) {
          others.add(freed);
        } else if (envelope == null || isSeen(envelope, missing.get(key))) {
          mine.put(key, Objects.requireNonNull(missing.remove(key)));
        } else {
          take(key, envelope, missing, run);
        }
      }
      loadNow(mine, claims.lease().token(), run);
    } finally {
      claims.lease().release(); // never fails: what can't be given back ends by itself
    }
    return others;
  }

  /** Whether that is all there is, so that it must be loaded, without a lease. */
  private static boolean isSeen(byte[] envelope, @Nullable Wanted wanted) {
    return wanted != null && Arrays.equals(envelope, wanted.seen());
  }

  /** What can't be decoded is claimed again, as nothing. */
  private void take(K key, byte[] envelope, Map<K, Wanted> missing, Run<K, V> run) {
    V value = codec.valueOrMiss(envelope);
    if (value == null && !Envelope.isNull(envelope)) {
      missing.put(key, new Wanted(codec.encodeKey(key), envelope));
      return;
    }
    missing.remove(key);
    if (value != null) {
      run.found.accept(key, value);
    }
  }

  private void loadNow(Map<K, Wanted> keys, @Nullable String lease, Run<K, V> run) {
    Map<K, V> loaded = loading.loadAll(new LinkedHashSet<>(keys.keySet()));
    pipeline.each(
        loaded.keySet(),
        key -> run.storing.apply(Objects.requireNonNull(loaded.get(key)), lease),
        (key, result) -> {
          run.found.accept(key, result.get());
          return key;
        });
    Map<K, Wanted> without = new HashMap<>(keys);
    without.keySet().removeAll(loaded.keySet());
    if (!without.isEmpty()) {
      rememberNulls(without, lease, run);
    }
  }

  private void rememberNulls(Map<K, Wanted> keys, @Nullable String lease, Run<K, V> run) {
    List<K> order = List.copyOf(keys.keySet());
    List<@Nullable V> newer =
        entries.rememberNulls(
            order.stream().map(key -> Objects.requireNonNull(keys.get(key)).key()).toList(),
            lease,
            run.deadline);
    for (int i = 0; i < order.size(); i++) {
      V value = newer.get(i);
      if (value != null) {
        run.found.accept(order.get(i), value);
      }
    }
  }
}
