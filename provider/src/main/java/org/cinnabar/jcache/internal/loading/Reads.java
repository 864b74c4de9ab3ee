package org.cinnabar.jcache.internal.loading;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.ToLongBiFunction;
import org.cinnabar.jcache.LoadPolicy;
import org.cinnabar.jcache.RefreshAhead;
import org.cinnabar.jcache.internal.codec.Envelope;
import org.cinnabar.jcache.internal.codec.LenientCodec;
import org.cinnabar.jcache.internal.operation.ExpiryRules;
import org.cinnabar.jcache.internal.operation.Loading;
import org.cinnabar.jcache.internal.operation.Lookups;
import org.cinnabar.jcache.internal.operation.Lookups.Sighting;
import org.cinnabar.jcache.internal.operation.Operations;
import org.cinnabar.jcache.internal.operation.Pipeline;
import org.cinnabar.jcache.internal.store.CacheStore;
import org.cinnabar.jcache.internal.store.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * Lookups on the server, which load what is missing where the cache does so. Without a loader they
 * are {@link Lookups} and nothing else.
 *
 * @param <K> the key type
 * @param <V> the value type
 */
public final class Reads<K, V> {
  private final LenientCodec<K, V> codec;
  private final Lookups<K, V> lookups;
  private final LoaderCalls calls;
  private final EntryLoads<K, V> entries;
  private final @Nullable Turns<K, V> turns;
  private final BulkLoads<K, V> bulk;
  private final @Nullable Refreshes<K, V> refreshes;
  private final @Nullable Function<K, @Nullable V> onMiss;
  private final boolean looksClosely;

  /**
   * What lookups work with.
   *
   * @param writes the store for what may change entries
   * @param background runs loads that nobody waits for
   */
  public record Tools<K, V>(
      String cacheName,
      CacheStore writes,
      LenientCodec<K, V> codec,
      ExpiryRules expiry,
      Pipeline<K, V> pipeline,
      Lookups<K, V> lookups,
      Loading<K, V> loading,
      LoaderCalls calls,
      Executor background) {}

  /** Lookups of a cache with these settings. */
  public Reads(Tools<K, V> tools, LoadPolicy policy, RefreshAhead refresh) {
    this.codec = tools.codec;
    this.lookups = tools.lookups;
    this.calls = tools.calls;
    Turns<K, V> made = new Turns<>(tools.writes, tools.codec, policy);
    this.turns = policy.isSingleFlight() ? made : null;
    this.entries = new EntryLoads<>(tools.writes, tools.codec, tools.pipeline, made, policy);
    this.bulk =
        new BulkLoads<>(tools.writes, tools.codec, tools.pipeline, tools.loading, entries, policy);
    this.refreshes =
        refresh.isOn()
            ? new Refreshes<>(
                tools.cacheName,
                tools.writes,
                tools.pipeline,
                tools.expiry,
                entries,
                policy,
                refresh,
                tools.background)
            : null;
    this.onMiss = tools.loading.onMiss() ? tools.loading::load : null;
    this.looksClosely = refreshes != null || policy.getNullFor() != null;
  }

  private Reads(Reads<K, V> other, Pipeline<K, V> pipeline) {
    this.codec = other.codec;
    this.lookups = other.lookups;
    this.calls = other.calls;
    this.entries = other.entries.with(pipeline);
    this.bulk = other.bulk.with(pipeline, entries);
    this.refreshes = other.refreshes;
    this.turns = other.turns;
    this.onMiss = other.onMiss;
    this.looksClosely = other.looksClosely;
  }

  /**
   * These lookups, except that a pipeline that gives tags stores what they load. An entry loaded
   * again keeps its own.
   */
  public Reads<K, V> with(Pipeline<K, V> tagging) {
    return new Reads<>(this, tagging);
  }

  /** What is there already, without any loading. */
  public Lookups<K, V> lookups() {
    return lookups;
  }

  /** Whether lookups load what is missing. */
  public boolean loads() {
    return onMiss != null;
  }

  /** Loads of many entries. */
  public BulkLoads<K, V> bulk() {
    return bulk;
  }

  /** Turns of making values; null where everybody makes them who misses them. */
  public @Nullable Turns<K, V> turns() {
    return turns;
  }

  /**
   * How many milliseconds a near cache may serve a copy of an entry, given its encoded key and
   * envelope; null where that depends on nothing but its expiry.
   */
  public @Nullable ToLongBiFunction<byte[], byte[]> copying() {
    return refreshes == null ? null : refreshes::copiedFor;
  }

  /** The value, loaded if it is missing and the cache reads through. */
  public @Nullable V get(K key, Deadline deadline) {
    return onMiss == null ? lookups.get(key, deadline) : getOrLoad(key, onMiss, deadline);
  }

  /** The value, loaded by the application's function if it is missing. */
  public @Nullable V get(
      K key, Function<? super K, ? extends @Nullable V> function, Deadline deadline) {
    return getOrLoad(key, missing -> calls.call(function, missing), deadline);
  }

  private @Nullable V getOrLoad(
      K key, Function<? super K, ? extends @Nullable V> loader, Deadline deadline) {
    if (!looksClosely) {
      V value = lookups.get(key, deadline);
      return value == null ? entries.load(key, codec.encodeKey(key), loader, deadline) : value;
    }
    byte[] encoded = codec.encodeKey(key);
    Sighting<V> sighting = lookups.see(key, encoded, deadline);
    return saw(key, encoded, sighting, loader)
        ? entries.load(key, encoded, loader, deadline)
        : sighting.value();
  }

  /**
   * A lookup saw this: has an aging entry loaded again in the background, without waiting. For
   * caches that read through.
   *
   * @return whether the value is missing and must be {@linkplain #load loaded}
   */
  public boolean saw(K key, byte[] encoded, Sighting<V> sighting) {
    return saw(key, encoded, sighting, Objects.requireNonNull(onMiss));
  }

  private boolean saw(
      K key,
      byte[] encoded,
      Sighting<V> sighting,
      Function<? super K, ? extends @Nullable V> loader) {
    byte[] envelope = sighting.envelope();
    if (sighting.value() == null) {
      return envelope == null || !Envelope.isNull(envelope);
    }
    if (refreshes != null && envelope != null) {
      refreshes.seen(key, encoded, envelope, loader);
    }
    return false;
  }

  /** Loads what a lookup missed; null when there is none. Blocks. For caches that read through. */
  public @Nullable V load(K key, byte[] encoded, Deadline deadline) {
    return entries.load(key, encoded, Objects.requireNonNull(onMiss), deadline);
  }

  /** Has aging entries that a lookup sees loaded again in the background; null when none are. */
  public Lookups.@Nullable Watcher<K> watcher() {
    Function<K, @Nullable V> loader = onMiss;
    Refreshes<K, V> those = refreshes;
    return loader == null || those == null
        ? null
        : (key, encoded, envelope) -> those.seen(key, encoded, envelope, loader);
  }

  /** The values there are, those that are missing loaded if the cache reads through. */
  public Map<K, V> getAll(Collection<? extends K> keys) {
    Map<K, V> found = lookups.getAll(keys, watcher());
    loadMissing(keys, found);
    return found;
  }

  /** Adds to what was found what the loader has for the other keys, if the cache reads through. */
  public void loadMissing(Collection<? extends K> keys, Map<K, V> found) {
    if (onMiss != null && found.size() < keys.size()) {
      Set<K> missing = new HashSet<>(keys);
      missing.removeAll(found.keySet());
      bulk.load(missing, Operations::storeLoaded, found::put);
    }
  }
}
