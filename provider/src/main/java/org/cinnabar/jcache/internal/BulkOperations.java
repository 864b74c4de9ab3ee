package org.cinnabar.jcache.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.integration.CompletionListener;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import org.cinnabar.jcache.internal.loading.Reads;
import org.cinnabar.jcache.internal.operation.AbsentKeys;
import org.cinnabar.jcache.internal.operation.Await;
import org.cinnabar.jcache.internal.operation.Operations;
import org.cinnabar.jcache.internal.operation.Pipeline;
import org.cinnabar.jcache.internal.operation.Pipeline.Result;
import org.cinnabar.jcache.internal.store.KeyPage;
import org.cinnabar.jcache.internal.store.ScanPage;
import org.jspecify.annotations.Nullable;

/** The operations on many entries at once, all in batches. Arguments are checked already. */
final class BulkOperations<K, V> {
  private static final int PAGE = 1000;

  private final CacheParts<K, V> parts;
  private final Pipeline<K, V> pipeline;
  private final Reads<K, V> reads;

  BulkOperations(CacheParts<K, V> parts, Pipeline<K, V> pipeline, Reads<K, V> reads) {
    this.parts = parts;
    this.pipeline = pipeline;
    this.reads = reads;
  }

  Map<K, V> getAll(Set<? extends K> keys) {
    Map<K, V> near = new HashMap<>();
    Collection<? extends K> others = near(keys, near);
    Map<K, V> found = reads.getAll(others);
    found.putAll(near);
    return found;
  }

  /** Adds what the near cache has to what was found; gives the keys to ask the server for. */
  Collection<? extends K> near(Set<? extends K> keys, Map<K, V> found) {
    if (parts.near == null) {
      return keys;
    }
    List<K> others = new ArrayList<>();
    for (K key : keys) {
      V value = parts.near.get(key);
      if (value == null) {
        others.add(key);
      } else {
        found.put(key, value);
      }
    }
    return others;
  }

  void putAll(Map<? extends K, ? extends V> entries) {
    pipeline.bulk(
        entries.keySet(), key -> Operations.<V>put(Objects.requireNonNull(entries.get(key))));
  }

  void putAll(Map<? extends K, ? extends V> entries, long ttl) {
    pipeline.bulk(
        entries.keySet(), key -> Operations.<V>put(Objects.requireNonNull(entries.get(key)), ttl));
  }

  void removeAll(Set<? extends K> keys) {
    pipeline.bulk(keys, key -> Operations.<V>remove());
  }

  void removeAll() {
    overPages(
        null,
        keys -> {
          removeAll(keys);
          return keys.size();
        });
  }

  /** Invalidates the entries whose keys match the glob; gives their number. */
  long invalidateAll(String glob) {
    return overPages(checkGlob(glob), this::invalidate);
  }

  /**
   * Checks a glob and encodes it.
   *
   * @throws IllegalArgumentException when it isn't well-formed
   * @throws UnsupportedOperationException when the keys aren't stored as text
   */
  byte[] checkGlob(String glob) {
    byte[] encoded = parts.codec.encodeGlob(glob);
    if (encoded == null) {
      throw new UnsupportedOperationException(
          "Cache '"
              + parts.name
              + "' declares the key type "
              + parts.configuration.getKeyType().getName()
              + ", whose keys are not stored as text. Declare String, Integer, Long, Short, Byte or"
              + " UUID as the key type, or use invalidateAll(Predicate)");
    }
    return encoded;
  }

  /** Invalidates the entries whose keys the predicate accepts; gives their number. */
  long invalidateAll(Predicate<? super K> predicate) {
    return overPages(
        null,
        keys -> {
          keys.removeIf(key -> !predicate.test(key));
          return invalidate(keys);
        });
  }

  /** Invalidates the entries of the keys; gives their number. */
  long invalidate(Set<K> keys) {
    return pipeline
        .each(keys, key -> Operations.<V>invalidate(), (key, result) -> result.get())
        .stream()
        .filter(removed -> removed)
        .count();
  }

  /**
   * Hands out the keys of the live entries, or of those that match a glob, a page at a time; adds
   * up what the action gives.
   */
  private long overPages(byte @Nullable [] glob, ToLongFunction<Set<K>> action) {
    long sum = 0;
    ScanPage.Cursor cursor = ScanPage.START;
    while (cursor != null) {
      KeyPage page = Await.join(parts.store.scanKeys(cursor, PAGE, glob));
      sum += action.applyAsLong(decoded(page.keys()));
      cursor = page.next();
    }
    return sum;
  }

  void loadAll(
      Set<? extends K> keys, boolean replaceExisting, @Nullable CompletionListener listener) {
    Set<K> wanted = new HashSet<>(keys);
    parts.loads.start(() -> loadNow(wanted, replaceExisting, listener));
  }

  <T extends @Nullable Object> Map<K, EntryProcessorResult<T>> invokeAll(
      Set<? extends K> keys, EntryProcessor<K, V, T> processor, @Nullable Object[] arguments) {
    Map<K, EntryProcessorResult<T>> results = new HashMap<>();
    pipeline.each(
        keys,
        key -> Operations.invoke(key, processor, arguments, parts.loading),
        (key, result) -> {
          EntryProcessorResult<T> processed = processed(result);
          return processed == null ? null : results.put(key, processed);
        });
    return results;
  }

  static <T extends @Nullable Object> @Nullable EntryProcessorResult<T> processed(
      Result<T> result) {
    try {
      T value = result.get();
      return value == null ? null : () -> value;
    } catch (EntryProcessorException e) {
      return failed(e);
    } catch (RuntimeException e) {
      return failed(new EntryProcessorException(e));
    }
  }

  private static <T> EntryProcessorResult<T> failed(EntryProcessorException failure) {
    return () -> {
      throw failure;
    };
  }

  private void loadNow(
      Set<K> wanted, boolean replaceExisting, @Nullable CompletionListener listener) {
    try {
      if (parts.loading.isPossible() && replaceExisting) {
        Map<K, V> loaded = parts.loading.loadAll(wanted);
        pipeline.each(
            loaded.keySet(),
            key -> Operations.storeAllLoaded(Objects.requireNonNull(loaded.get(key)), true),
            (key, result) -> result.get());
      } else if (parts.loading.isPossible()) {
        reads
            .bulk()
            .load(
                AbsentKeys.among(wanted, parts.store, parts.codec),
                Operations::storeAllLoaded,
                (key, value) -> {});
      }
    } catch (RuntimeException e) {
      if (listener != null) {
        listener.onException(
            e instanceof CacheException ? e : new CacheException("Loading failed", e));
      }
      return;
    }
    if (listener != null) {
      listener.onCompletion();
    }
  }

  private Set<K> decoded(List<byte[]> encoded) {
    Set<K> keys = new HashSet<>();
    for (byte[] bytes : encoded) {
      K key = parts.codec.keyOrMiss(bytes);
      if (key != null) {
        keys.add(key);
      }
    }
    return keys;
  }

  /** Iterates over the live entries; the caller checks that the cache is open. */
  Iterator<Cache.Entry<K, V>> iterator() {
    return pipeline.iterator();
  }
}
