package org.cinnabar.benchmarks.peer;

import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheManager;
import org.redisson.Redisson;
import org.redisson.api.RLocalCachedMap;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.LocalCachedMapOptions;
import org.redisson.config.Config;
import org.redisson.jcache.JCachingProvider;
import org.redisson.jcache.configuration.RedissonConfiguration;

/** Opens Redisson's own caches, all of them with its default settings. */
final class RedissonPeers {
  private RedissonPeers() {}

  /** Its JCache provider, made here: asking {@code Caching} for it would register it. */
  static CacheClient jcache(Target target) {
    RedissonClient redisson = connect(target);
    JCachingProvider provider = new JCachingProvider();
    CacheManager manager =
        provider.getCacheManager(
            provider.getDefaultURI(), RedissonPeers.class.getClassLoader(), new Properties());
    Cache<String, Object> cache =
        manager.createCache(
            Target.CACHE, RedissonConfiguration.fromInstance(redisson, target.configuration()));
    return new JCacheClient(
        cache,
        () -> {
          provider.close();
          redisson.shutdown();
        });
  }

  static CacheClient map(Target target) {
    RedissonClient redisson = connect(target);
    return new RMapClient(redisson, redisson.getMap(Target.CACHE));
  }

  /** The map with a near cache of Caffeine, the faster of its two. */
  static CacheClient localCachedMap(Target target) {
    RedissonClient redisson = connect(target);
    RLocalCachedMap<String, Object> map =
        redisson.getLocalCachedMap(
            LocalCachedMapOptions.<String, Object>name(Target.CACHE)
                .cacheProvider(LocalCachedMapOptions.CacheProvider.CAFFEINE)
                .cacheSize(100_000));
    return new RMapClient(redisson, map);
  }

  private static RedissonClient connect(Target target) {
    Config config = new Config();
    config.useSingleServer().setAddress(target.redisUri());
    return Redisson.create(config);
  }
}
