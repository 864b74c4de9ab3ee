package org.cinnabar.jcache.internal.event;

import java.util.List;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryListener;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.event.EventType;
import org.cinnabar.jcache.internal.operation.Closing;
import org.cinnabar.jcache.internal.store.EventKind;
import org.cinnabar.jcache.internal.store.Interest;
import org.jspecify.annotations.Nullable;

/**
 * A registered listener with its filter.
 *
 * @param <K> the key type
 * @param <V> the value type
 */
final class Registration<K, V> {
  private final CacheEntryListenerConfiguration<K, V> configuration;
  private final CacheEntryListener<? super K, ? super V> listener;
  private final @Nullable CacheEntryEventFilter<? super K, ? super V> filter;

  Registration(CacheEntryListenerConfiguration<K, V> configuration) {
    this.configuration = configuration;
    this.listener = configuration.getCacheEntryListenerFactory().create();
    Factory<CacheEntryEventFilter<? super K, ? super V>> filters =
        configuration.getCacheEntryEventFilterFactory();
    this.filter = filters == null ? null : filters.create();
  }

  CacheEntryListenerConfiguration<K, V> configuration() {
    return configuration;
  }

  boolean isSynchronous() {
    return configuration.isSynchronous();
  }

  boolean hears(EventKind kind) {
    return switch (kind) {
      case NONE -> false;
      case CREATED -> listener instanceof CacheEntryCreatedListener;
      case UPDATED -> listener instanceof CacheEntryUpdatedListener;
      case REMOVED -> listener instanceof CacheEntryRemovedListener;
      case EXPIRED -> listener instanceof CacheEntryExpiredListener;
    };
  }

  Interest interest() {
    int events = 0;
    for (EventKind kind : EventKind.values()) {
      events |= hears(kind) ? kind.mask() : 0;
    }
    return new Interest(events, isSynchronous() ? events : 0, configuration.isOldValueRequired());
  }

  /**
   * Passes an event to the listener if the filter lets it through.
   *
   * @throws CacheEntryListenerException when the filter or the listener throws
   */
  void dispatch(CacheEntryEvent<K, V> event) {
    try {
      if (filter == null || filter.evaluate(event)) {
        call(event);
      }
    } catch (CacheEntryListenerException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new CacheEntryListenerException(
          "A listener of cache '" + event.getSource().getName() + "' failed", e);
    }
  }

  @SuppressWarnings("unchecked") // the listener accepts supertypes of K and V, and only reads
  private void call(CacheEntryEvent<K, V> event) {
    Iterable<CacheEntryEvent<? extends K, ? extends V>> one = List.of(event);
    EventType type = event.getEventType();
    switch (type) {
      case CREATED -> ((CacheEntryCreatedListener<K, V>) listener).onCreated(one);
      case UPDATED -> ((CacheEntryUpdatedListener<K, V>) listener).onUpdated(one);
      case REMOVED -> ((CacheEntryRemovedListener<K, V>) listener).onRemoved(one);
      case EXPIRED -> ((CacheEntryExpiredListener<K, V>) listener).onExpired(one);
    }
  }

  void close() {
    Closing.quietly(listener);
    Closing.quietly(filter);
  }
}
