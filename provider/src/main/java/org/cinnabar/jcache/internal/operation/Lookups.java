package org.cinnabar.jcache.internal.operation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.cinnabar.jcache.internal.codec.LenientCodec;
import org.cinnabar.jcache.internal.store.CacheStore;
import org.cinnabar.jcache.internal.store.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * {@code get} and {@code getAll}. Where the expiry policy has no say in reading, nothing needs to
 * be decided: entries are read, decoded and counted. Elsewhere they are operations like all others.
 *
 * @param <K> the key type
 * @param <V> the value type
 */
public final class Lookups<K, V> {
  final CacheStore store;
  final Reader reader;
  final LenientCodec<K, V> codec;
  final Recorder recorder;
  private final Pipeline<K, V> operations;
  final boolean plain;

  /** Reads envelopes, in the order of the keys; null where there is no live entry. */
  @FunctionalInterface
  public interface Reader {
    /** As {@link CacheStore#read} does. */
    CompletableFuture<List<byte @Nullable []>> read(List<byte[]> keys);
  }

  /**
   * Reads from a store.
   *
   * @param reader which of its ways of reading
   * @param operations where a lookup goes that may change its entry's expiry
   */
  public Lookups(
      CacheStore store,
      Reader reader,
      LenientCodec<K, V> codec,
      ExpiryRules expiry,
      Recorder recorder,
      Pipeline<K, V> operations) {
    this.store = store;
    this.reader = reader;
    this.codec = codec;
    this.recorder = recorder;
    this.operations = operations;
    this.plain = expiry.ignoresAccess();
  }

  /** The value, null when there is no live entry. */
  public @Nullable V get(K key, Deadline deadline) {
    if (!plain) {
      return operations.one(key, Operations.get(), deadline);
    }
    long started = System.nanoTime();
    List<byte @Nullable []> envelopes =
        Await.join(reader.read(List.of(codec.encodeKey(key))), deadline);
    V value = codec.valueOrMiss(envelopes.get(0));
    record(value == null ? 0 : 1, 1, started);
    return value;
  }

  /**
   * What a lookup found.
   *
   * @param value the value, null when there is no live entry
   * @param envelope what the server has; null also where the expiry policy has a say in reading
   */
  public record Sighting<V>(@Nullable V value, byte @Nullable [] envelope) {}

  /** As {@link #get}, and what the server has. */
  public Sighting<V> see(K key, byte[] encodedKey, Deadline deadline) {
    if (!plain) {
      return new Sighting<>(operations.one(key, Operations.get(), deadline), null);
    }
    long started = System.nanoTime();
    byte[] envelope = Await.join(reader.read(List.of(encodedKey)), deadline).get(0);
    V value = codec.valueOrMiss(envelope);
    record(value == null ? 0 : 1, 1, started);
    return new Sighting<>(value, envelope);
  }

  /** The live entries among those of the keys. */
  public Map<K, V> getAll(Collection<? extends K> keys) {
    return getAll(keys, null);
  }

  /** Told of each entry that a lookup of many finds. */
  @FunctionalInterface
  public interface Watcher<K> {
    /** An entry was found. */
    void seen(K key, byte[] encodedKey, byte[] envelope);
  }

  /** The live entries among those of the keys; the watcher, if any, is told of each. */
  public Map<K, V> getAll(Collection<? extends K> keys, @Nullable Watcher<? super K> watcher) {
    Map<K, V> found = new HashMap<>(keys.size() * 4 / 3 + 1);
    if (!plain) {
      operations.each(
          keys,
          key -> Operations.<V>get(),
          (key, result) -> {
            V value = result.get();
            return value == null ? null : found.put(key, value);
          });
    } else if (!keys.isEmpty()) {
      long started = System.nanoTime();
      List<byte[]> encoded = new ArrayList<>(keys.size());
      for (K key : keys) {
        encoded.add(codec.encodeKey(key));
      }
      List<byte @Nullable []> envelopes =
          Await.join(Partly.naming(keys, reader.read(encoded)), store.begin().eachRequest());
      decode(keys, envelopes, found);
      if (watcher != null) {
        watch(keys, encoded, envelopes, watcher);
      }
      record(found.size(), keys.size(), started);
    }
    return found;
  }

  void decode(Collection<? extends K> keys, List<byte @Nullable []> envelopes, Map<K, V> found) {
    int position = 0;
    for (K key : keys) {
      V value = codec.valueOrMiss(envelopes.get(position++));
      if (value != null) {
        found.put(key, value);
      }
    }
  }

  void watch(
      Collection<? extends K> keys,
      List<byte[]> encoded,
      List<byte @Nullable []> envelopes,
      Watcher<? super K> watcher) {
    int position = 0;
    for (K key : keys) {
      byte[] envelope = envelopes.get(position);
      if (envelope != null) {
        watcher.seen(key, encoded.get(position), envelope);
      }
      position++;
    }
  }

  void record(int hits, int lookups, long started) {
    if (recorder.isEnabled()) {
      recorder.record(new Tally(hits, lookups - hits, 0, 0), System.nanoTime() - started);
    }
  }
}
