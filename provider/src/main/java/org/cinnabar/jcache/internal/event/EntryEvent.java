package org.cinnabar.jcache.internal.event;

import javax.cache.Cache;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.EventType;
import org.cinnabar.jcache.internal.operation.Unwrap;
import org.jspecify.annotations.Nullable;

/**
 * An event as listeners see it. For {@code REMOVED} and {@code EXPIRED} the value is the old value
 * (JSR-107 1.1, {@link CacheEntryEvent#getValue()}).
 *
 * @param <K> the key type
 * @param <V> the value type
 */
final class EntryEvent<K, V> extends CacheEntryEvent<K, V> {
  private static final long serialVersionUID = 1L;

  private final transient K key;
  private final transient @Nullable V value;
  private final transient @Nullable V oldValue;

  EntryEvent(Cache<K, V> source, EventType type, K key, @Nullable V value, @Nullable V oldValue) {
    super(source, type);
    this.key = key;
    this.value = value;
    this.oldValue = oldValue;
  }

  @Override
  public K getKey() {
    return key;
  }

  @Override
  @SuppressWarnings("NullAway") // null when the value can't be decoded here
  public V getValue() {
    return value;
  }

  @Override
  @SuppressWarnings("NullAway") // JSR-107: null when there was none or it isn't available
  public V getOldValue() {
    return oldValue;
  }

  @Override
  public boolean isOldValueAvailable() {
    return oldValue != null;
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    return Unwrap.as(this, type);
  }

  /** Shows the kind only: keys and values may be secrets. */
  @Override
  public String toString() {
    return "CacheEntryEvent[" + getEventType() + "]";
  }
}
