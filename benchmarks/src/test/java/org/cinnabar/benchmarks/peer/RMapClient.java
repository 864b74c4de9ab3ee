package org.cinnabar.benchmarks.peer;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RMap;
import org.redisson.api.RedissonClient;

/** A map of Redisson, without JCache. */
final class RMapClient implements CacheClient {
  private final RedissonClient redisson;
  private final RMap<String, Object> map;

  RMapClient(RedissonClient redisson, RMap<String, Object> map) {
    this.redisson = redisson;
    this.map = map;
  }

  @Override
  public @Nullable Object get(String key) {
    return map.get(key);
  }

  @Override
  public void put(String key, Object value) {
    map.fastPut(key, value);
  }

  @Override
  public @Nullable Object getAndPut(String key, Object value) {
    return map.put(key, value);
  }

  @Override
  public boolean putIfAbsent(String key, Object value) {
    return map.fastPutIfAbsent(key, value);
  }

  @Override
  public boolean replace(String key, Object before, Object after) {
    return map.replace(key, before, after);
  }

  @Override
  public Object getAll(Set<String> keys) {
    return map.getAll(keys);
  }

  @Override
  public void putAll(Map<String, Object> entries) {
    map.putAll(entries);
  }

  @Override
  public void clear() {
    map.clear();
  }

  @Override
  public void close() {
    redisson.shutdown();
  }
}
