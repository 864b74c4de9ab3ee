package org.cinnabar.benchmarks.peer;

import com.hazelcast.cache.HazelcastCachingProvider;
import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.cache.HazelcastClientCachingProvider;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.client.config.RoutingMode;
import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.NearCacheConfig;
import com.hazelcast.core.HazelcastInstance;
import java.net.URI;
import javax.cache.Cache;
import javax.cache.CacheManager;

/** Opens the JCache of a Hazelcast client. */
final class HazelcastPeer {
  private HazelcastPeer() {}

  static CacheClient open(Target target) {
    return open(target, new ClientConfig());
  }

  /** With the near cache that hands out objects, the faster of its two forms. */
  static CacheClient openWithNearCache(Target target) {
    NearCacheConfig near =
        new NearCacheConfig(name(target))
            .setInMemoryFormat(InMemoryFormat.OBJECT)
            .setInvalidateOnChange(true);
    return open(target, new ClientConfig().addNearCacheConfig(near));
  }

  /** The member keeps a cache with its types and expiry, so each has one of its own. */
  private static String name(Target target) {
    return target.expiry() + "-" + target.type().getSimpleName();
  }

  private static CacheClient open(Target target, ClientConfig config) {
    config.setProperty("hazelcast.logging.type", "slf4j");
    config.getNetworkConfig().addAddress(target.address());
    config.getNetworkConfig().getClusterRoutingConfig().setRoutingMode(RoutingMode.SINGLE_MEMBER);
    HazelcastInstance client = HazelcastClient.newHazelcastClient(config);
    HazelcastClientCachingProvider provider = new HazelcastClientCachingProvider();
    CacheManager manager =
        provider.getCacheManager(
            URI.create("benchmark"),
            HazelcastPeer.class.getClassLoader(),
            HazelcastCachingProvider.propertiesByInstanceItself(client));
    Cache<String, Object> cache = manager.createCache(name(target), target.configuration());
    return new JCacheClient(
        cache,
        () -> {
          provider.close();
          client.shutdown();
        });
  }
}
