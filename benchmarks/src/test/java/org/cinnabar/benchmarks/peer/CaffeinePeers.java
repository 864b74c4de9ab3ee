package org.cinnabar.benchmarks.peer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider;
import org.jspecify.annotations.Nullable;

/** Opens caches of Caffeine, which know no server: what a near cache can reach at best. */
final class CaffeinePeers {
  private static final int SIZE = 100_000;

  private CaffeinePeers() {}

  static CacheClient plain() {
    Cache<String, Object> cache = Caffeine.newBuilder().maximumSize(SIZE).build();
    return new CacheClient() {
      @Override
      public @Nullable Object get(String key) {
        return cache.getIfPresent(key);
      }

      @Override
      public void put(String key, Object value) {
        cache.put(key, value);
      }

      @Override
      public void clear() {
        cache.invalidateAll();
      }

      @Override
      public void close() {
        clear();
      }
    };
  }

  /** Caffeine's JCache provider, which stores by value as the standard says by default. */
  static CacheClient jcache(Target target) {
    CaffeineCachingProvider provider = new CaffeineCachingProvider();
    return new JCacheClient(
        provider.getCacheManager().createCache(Target.CACHE, target.configuration()),
        provider::close);
  }
}
