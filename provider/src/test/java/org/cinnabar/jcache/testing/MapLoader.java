package org.cinnabar.jcache.testing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import javax.cache.configuration.Factory;
import javax.cache.integration.CacheLoader;

/** A loader over a function, which remembers for which keys it was asked, call by call. */
public final class MapLoader<K, V> implements CacheLoader<K, V>, AutoCloseable {
  private final Function<K, V> source;
  private final List<List<K>> calls = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  public MapLoader(Function<K, V> source) {
    this.source = source;
  }

  /** Gives this very loader. */
  public Factory<MapLoader<K, V>> factory() {
    return () -> this;
  }

  /** What it was asked for in each call. */
  public List<List<K>> calls() {
    return calls;
  }

  /** All keys that it was asked for, in order. */
  public List<K> asked() {
    return calls.stream().flatMap(List::stream).toList();
  }

  public boolean isClosed() {
    return closed;
  }

  @Override
  public V load(K key) {
    return loadAll(List.of(key)).get(key);
  }

  @Override
  public Map<K, V> loadAll(Iterable<? extends K> keys) {
    List<K> asked = StreamSupport.stream(keys.spliterator(), false).<K>map(key -> key).toList();
    if (closed) {
      throw new IllegalStateException("asked after it was closed");
    }
    calls.add(asked);
    Map<K, V> loaded = new HashMap<>();
    for (K key : asked) {
      V value = source.apply(key);
      if (value != null) {
        loaded.put(key, value);
      }
    }
    return loaded;
  }

  @Override
  public void close() {
    closed = true;
  }
}
