package org.cinnabar.jcache.internal.warming;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.cinnabar.jcache.internal.operation.AbsentKeys;
import org.cinnabar.jcache.internal.operation.Operation;
import org.cinnabar.jcache.internal.operation.Operations;
import org.jspecify.annotations.Nullable;

/** Loads entries and stores them, many at once; each method blocks and gives what it stored. */
final class Loads<K, V> {
  private final WarmingContext<K, V> context;

  Loads(WarmingContext<K, V> context) {
    this.context = context;
  }

  /**
   * Loads these keys anew.
   *
   * @param alsoAbsent whether what isn't in the cache is stored as well
   */
  int refresh(Collection<K> keys, boolean alsoAbsent) {
    Map<K, V> loaded = context.loading().loadAll(new LinkedHashSet<>(keys));
    if (alsoAbsent) {
      return store(loaded, true);
    }
    List<Boolean> stored =
        context
            .pipeline()
            .each(
                loaded.keySet(),
                key -> Operations.refresh(Objects.requireNonNull(loaded.get(key))),
                (key, result) -> result.get());
    return (int) stored.stream().filter(so -> so).count();
  }

  /**
   * Loads these keys and stores what there is, as {@code loadAll} does: without replacing, what
   * others are loading is left to them, and counts as well.
   */
  int load(Set<K> keys, boolean replace) {
    return replace
        ? store(context.loading().loadAll(keys), true)
        : loadMissing(keys, Operations::storeAllLoaded);
  }

  /** Stores entries that were loaded elsewhere, as {@code loadAll} does. */
  int store(Map<K, V> entries, boolean replace) {
    return store(entries, value -> Operations.storeAllLoaded(value, replace));
  }

  /** Loads these keys ahead of a miss, which counts as no put. */
  int loadAhead(Set<K> keys) {
    return loadMissing(keys, Operations::storeLoaded);
  }

  private int loadMissing(Set<K> keys, BiFunction<V, @Nullable String, Operation<V, V>> storing) {
    Set<K> there = new HashSet<>();
    context.bulk().load(keys, storing, (key, value) -> there.add(key));
    return there.size();
  }

  private int store(Map<K, V> entries, Function<V, Operation<V, V>> operation) {
    context
        .pipeline()
        .each(
            entries.keySet(),
            key -> operation.apply(Objects.requireNonNull(entries.get(key))),
            (key, result) -> result.get());
    return entries.size();
  }

  /** Those of the keys that have no entry. */
  Set<K> absentOf(Collection<K> keys) {
    return AbsentKeys.among(keys, context.store(), context.codec());
  }
}
