package org.cinnabar.benchmarks.peer;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Plain hash commands through one connection of Lettuce that all threads share. */
final class LettuceClient implements CacheClient {
  private final RedisClient client;
  private final StatefulRedisConnection<String, String> connection;
  private final RedisCommands<String, String> redis;

  LettuceClient(Target target) {
    this.client = RedisClient.create(target.redisUri());
    this.connection = client.connect();
    this.redis = connection.sync();
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
    return redis.hsetnx(Target.CACHE, key, (String) value);
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
    connection.close();
    client.shutdown();
  }
}
