package org.cinnabar.benchmarks.peer;

import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import org.cinnabar.benchmarks.data.Exchange;
import org.jspecify.annotations.Nullable;

/** A cache of any JCache provider. */
final class JCacheClient implements CacheClient {
  private static final Exchange EXCHANGE = new Exchange();

  private final Cache<String, Object> cache;
  private final Runnable closing;

  /** Closing runs the task. */
  JCacheClient(Cache<String, Object> cache, Runnable closing) {
    this.cache = cache;
    this.closing = closing;
  }

  Cache<String, Object> cache() {
    return cache;
  }

  @Override
  public @Nullable Object get(String key) {
    return cache.get(key);
  }

  @Override
  public void put(String key, Object value) {
    cache.put(key, value);
  }

  @Override
  public @Nullable Object getAndPut(String key, Object value) {
    return cache.getAndPut(key, value);
  }

  @Override
  public boolean putIfAbsent(String key, Object value) {
    return cache.putIfAbsent(key, value);
  }

  @Override
  public boolean replace(String key, Object before, Object after) {
    return cache.replace(key, before, after);
  }

  @Override
  public Object invoke(String key, Object value) {
    return cache.invoke(key, EXCHANGE, value);
  }

  @Override
  public Object getAll(Set<String> keys) {
    return cache.getAll(keys);
  }

  @Override
  public void putAll(Map<String, Object> entries) {
    cache.putAll(entries);
  }

  @Override
  public void clear() {
    cache.clear();
  }

  @Override
  public void close() {
    closing.run();
  }
}
