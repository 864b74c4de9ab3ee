package org.cinnabar.jcache.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;

/** A listener that writes down what it hears, as {@code "UPDATED k: 1 -> 2"}. */
public final class EventLog<K, V>
    implements CacheEntryCreatedListener<K, V>,
        CacheEntryUpdatedListener<K, V>,
        CacheEntryRemovedListener<K, V>,
        CacheEntryExpiredListener<K, V>,
        AutoCloseable {
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  /** A configuration that registers this very listener, with old values. */
  public CacheEntryListenerConfiguration<K, V> configuration(boolean synchronous) {
    Factory<CacheEntryListener<? super K, ? super V>> factory = () -> this;
    return new MutableCacheEntryListenerConfiguration<>(factory, null, true, synchronous);
  }

  public List<String> lines() {
    return lines;
  }

  public boolean isClosed() {
    return closed;
  }

  @Override
  public void onCreated(Iterable<CacheEntryEvent<? extends K, ? extends V>> events) {
    events.forEach(event -> lines.add("CREATED " + event.getKey() + ": " + event.getValue()));
  }

  @Override
  public void onUpdated(Iterable<CacheEntryEvent<? extends K, ? extends V>> events) {
    events.forEach(
        event ->
            lines.add(
                "UPDATED "
                    + event.getKey()
                    + ": "
                    + event.getOldValue()
                    + " -> "
                    + event.getValue()));
  }

  @Override
  public void onRemoved(Iterable<CacheEntryEvent<? extends K, ? extends V>> events) {
    events.forEach(event -> lines.add("REMOVED " + event.getKey() + ": " + event.getOldValue()));
  }

  @Override
  public void onExpired(Iterable<CacheEntryEvent<? extends K, ? extends V>> events) {
    events.forEach(event -> lines.add("EXPIRED " + event.getKey() + ": " + event.getOldValue()));
  }

  @Override
  public void close() {
    closed = true;
  }
}
