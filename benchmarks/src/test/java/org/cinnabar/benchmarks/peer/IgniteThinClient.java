package org.cinnabar.benchmarks.peer;

import java.util.Map;
import java.util.Set;
import org.apache.ignite.Ignition;
import org.apache.ignite.client.ClientCache;
import org.apache.ignite.client.ClientCacheConfiguration;
import org.apache.ignite.client.IgniteClient;
import org.apache.ignite.configuration.ClientConfiguration;
import org.cinnabar.benchmarks.data.Exchange;
import org.jspecify.annotations.Nullable;

/** A cache of Ignite through its thin client, whose interface is JCache's in all but name. */
final class IgniteThinClient implements CacheClient {
  private static final Exchange EXCHANGE = new Exchange();

  private final IgniteClient ignite;
  private final ClientCache<String, Object> cache;

  IgniteThinClient(Target target) {
    this.ignite =
        Ignition.startClient(
            new ClientConfiguration()
                .setAddresses(target.address())
                .setClusterDiscoveryEnabled(false));
    ClientCacheConfiguration configuration =
        new ClientCacheConfiguration()
            .setName(target.expiry().name())
            .setExpiryPolicy(target.expiry().factory().create());
    this.cache = ignite.getOrCreateCache(configuration);
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
    ignite.close();
  }
}
