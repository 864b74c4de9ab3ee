package org.cinnabar.benchmarks.peer;

import java.net.URI;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import org.cinnabar.jcache.CinnabarCachingProvider;
import org.cinnabar.jcache.CinnabarConfiguration;

/** Opens Cinnabar. */
final class CinnabarPeer {
  /** Longer than the default, so that a pause of a loaded machine ends no measurement. */
  private static final String DEADLINE = "10s";

  private static final int NEAR_SIZE = 100_000;

  private CinnabarPeer() {}

  static CacheClient open(Target target) {
    return open(target, target.configuration());
  }

  static CacheClient openWithNearCache(Target target) {
    return open(target, new CinnabarConfiguration<>(target.configuration()).setNearSize(NEAR_SIZE));
  }

  private static CacheClient open(
      Target target, CompleteConfiguration<String, Object> configuration) {
    return open(target.redisUri(), configuration);
  }

  /** Opens a cache on the servers of a URI without parameters. */
  static JCacheClient open(String servers, CompleteConfiguration<String, Object> configuration) {
    CinnabarCachingProvider provider = new CinnabarCachingProvider();
    URI uri = URI.create(servers + "?namespace=benchmark&deadline=" + DEADLINE);
    CacheManager manager =
        provider.getCacheManager(uri, CinnabarPeer.class.getClassLoader(), new Properties());
    Cache<String, Object> cache = manager.createCache(Target.CACHE, configuration);
    return new JCacheClient(cache, provider::close);
  }
}
