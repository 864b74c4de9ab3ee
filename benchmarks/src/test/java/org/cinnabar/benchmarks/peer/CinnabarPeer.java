package org.cinnabar.benchmarks.peer;

import java.net.URI;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheManager;
import org.cinnabar.jcache.CinnabarCachingProvider;

/** Opens Cinnabar. */
final class CinnabarPeer {
  /** Longer than the default, so that a pause of a loaded machine ends no measurement. */
  private static final String DEADLINE = "10s";

  private CinnabarPeer() {}

  static CacheClient open(Target target) {
    return open(target, new Properties());
  }

  static CacheClient openWithNearCache(Target target) {
    Properties properties = new Properties();
    properties.setProperty("cinnabar.caches." + Target.CACHE + ".near.size", "100000");
    return open(target, properties);
  }

  private static CacheClient open(Target target, Properties properties) {
    CinnabarCachingProvider provider = new CinnabarCachingProvider();
    URI uri = URI.create(target.redisUri() + "?namespace=benchmark&deadline=" + DEADLINE);
    CacheManager manager =
        provider.getCacheManager(uri, CinnabarPeer.class.getClassLoader(), properties);
    Cache<String, Object> cache = manager.createCache(Target.CACHE, target.configuration());
    return new JCacheClient(cache, provider::close);
  }
}
