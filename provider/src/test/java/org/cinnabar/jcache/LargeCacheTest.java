package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.OnEveryServer;
import org.cinnabar.jcache.testing.RedisServers;
import org.cinnabar.jcache.testing.TestJvm;
import org.cinnabar.jcache.testing.TestRedis;
import org.junit.jupiter.api.Test;

/** Batches and iteration at a size where a round trip a key, or one script for all, would fail. */
class LargeCacheTest {
  private static final int ENTRIES = 100_000;
  private static final int BLOCKS = 10_000; // 160 MB

  @OnEveryServer
  void hundredThousandEntries_batchesAndIterationComplete(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, Integer> cache = fixture.cache();
      Map<String, Integer> entries = new HashMap<>();
      for (int i = 0; i < ENTRIES; i++) {
        entries.put("key-" + i, i);
      }

      cache.putAll(entries);
      assertThat(cache.getAll(entries.keySet())).isEqualTo(entries);
      Set<String> seen = new HashSet<>();
      cache.forEach(entry -> seen.add(entry.getKey()));
      assertThat(seen).isEqualTo(entries.keySet());
      cache.removeAll(entries.keySet());
      assertThat(cache.iterator()).isExhausted();
    }
  }

  @Test
  void cacheLargerThanTheHeap_isIteratedOver() throws Exception {
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      Cache<String, byte[]> cache = fixture.cache(BlockCounter.blocks());
      byte[] block = new byte[BlockCounter.BLOCK];
      for (int i = 0; i < BLOCKS; i += 100) {
        Map<String, byte[]> some = new HashMap<>();
        for (int j = i; j < i + 100; j++) {
          some.put("block-" + j, block);
        }
        cache.putAll(some);
      }

      String counted =
          TestJvm.run(List.of("-Xmx48m"), BlockCounter.class, fixture.uriForAnotherProcess());

      assertThat(counted).isEqualTo(Integer.toString(BLOCKS));
      cache.clear();
    }
  }

  /** Counts entries in a JVM whose heap can't hold them all. */
  static final class BlockCounter {
    static final int BLOCK = 16 * 1024;

    static CinnabarConfiguration<String, byte[]> blocks() {
      return new CinnabarConfiguration<String, byte[]>().setTypes(String.class, byte[].class);
    }

    public static void main(String[] arguments) {
      try (CinnabarCachingProvider provider = new CinnabarCachingProvider()) {
        Cache<String, byte[]> cache =
            provider
                .getCacheManager(URI.create(arguments[0]), null, null)
                .createCache("cache", blocks());
        Set<String> keys = new HashSet<>();
        cache.forEach(entry -> keys.add(entry.getKey()));
        System.out.println(keys.size());
      }
    }
  }
}
