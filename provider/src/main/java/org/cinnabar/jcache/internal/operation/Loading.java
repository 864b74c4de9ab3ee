package org.cinnabar.jcache.internal.operation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

/** The cache loader, whose failures reach the caller as {@link CacheLoaderException}. */
public final class Loading<K, V> {
  private final @Nullable CacheLoader<K, V> loader;
  private final boolean readThrough;

  /**
   * Loads through the loader, if there is one; {@code readThrough} says whether misses do so too.
   */
  public Loading(@Nullable CacheLoader<K, V> loader, boolean readThrough) {
    this.loader = loader;
    this.readThrough = readThrough;
  }

  /** Whether there is a loader. */
  public boolean isPossible() {
    return loader != null;
  }

  /** Whether a miss loads. */
  public boolean onMiss() {
    return readThrough && loader != null;
  }

  /** Loads a value; null when there is none. */
  public @Nullable V load(K key) {
    if (loader == null) {
      return null;
    }
    try {
      return loader.load(key);
    } catch (CacheLoaderException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new CacheLoaderException("The cache loader failed", e);
    }
  }

  /** Loads what the loader has of these keys, in one call; keys without a value are left out. */
  public Map<K, V> loadAll(Set<? extends K> keys) {
    Map<K, V> loaded = new LinkedHashMap<>();
    if (loader == null || keys.isEmpty()) {
      return loaded;
    }
    try {
      loader
          .loadAll(keys)
          .forEach(
              (key, value) -> {
                if (key != null && value != null) {
                  loaded.put(key, value);
                }
              });
      return loaded;
    } catch (CacheLoaderException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new CacheLoaderException("The cache loader failed", e);
    }
  }
}
