package org.cinnabar.jcache.internal.operation;

import javax.cache.Cache;

/**
 * An immutable entry as iterators and writers see it.
 *
 * @param <K> the key type
 * @param <V> the value type
 */
public final class CacheEntry<K, V> implements Cache.Entry<K, V> {
  private final K key;
  private final V value;

  public CacheEntry(K key, V value) {
    this.key = key;
    this.value = value;
  }

  @Override
  public K getKey() {
    return key;
  }

  @Override
  public V getValue() {
    return value;
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    return Unwrap.as(this, type);
  }

  /** Shows the types only: keys and values may be secrets. */
  @Override
  public String toString() {
    return "CacheEntry[" + key.getClass().getName() + " -> " + value.getClass().getName() + "]";
  }
}
