package org.cinnabar.benchmarks.peer;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.RedisClient;

/** Plain hash commands through Jedis, with as many pooled connections as there may be threads. */
final class JedisClient implements CacheClient {
  private static final int CONNECTIONS = 64;

  private final RedisClient redis;

  JedisClient(Target target) {
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(CONNECTIONS);
    pool.setMaxIdle(CONNECTIONS);
    this.redis =
        RedisClient.builder().hostAndPort(target.host(), target.port()).poolConfig(pool).build();
  }

  @Override
  public @Nullable Object get(String key) {
    return redis.hget(Target.CACHE, key);
  }

  @Override
  public void put(String key, Object value) {
    redis.hset(Target.CACHE, key, (String) value);
  }

  @Override
  public boolean putIfAbsent(String key, Object value) {
    return redis.hsetnx(Target.CACHE, key, (String) value) == 1;
  }

  @Override
  public Object getAll(Set<String> keys) {
    return redis.hmget(Target.CACHE, keys.toArray(String[]::new));
  }

  @Override
  public void putAll(Map<String, Object> entries) {
    Map<String, String> texts = new HashMap<>();
    entries.forEach((key, value) -> texts.put(key, (String) value));
    redis.hset(Target.CACHE, texts);
  }

  @Override
  public void clear() {
    redis.del(Target.CACHE);
  }

  @Override
  public void close() {
    redis.close();
  }
}
