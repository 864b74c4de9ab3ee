package org.cinnabar.jcache;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
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

  /** 200 MB of values; keeping only the keys of all entries is all that the heap has room for. */
  @Test
  void cacheLargerThanTheHeap_isIteratedOver() throws Exception {
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      Cache<Integer, byte[]> cache = fixture.cache(BlockCounter.blocks());
      byte[] block = new byte[BlockCounter.BLOCK];
      for (int i = 0; i < ENTRIES; i += 1_000) {
        cache.putAll(
            IntStream.range(i, i + 1_000).boxed().collect(toMap(key -> key, key -> block)));
      }

      String counted =
          TestJvm.run(
              List.of("-Xmx64m", "-XX:+ExitOnOutOfMemoryError"),
              BlockCounter.class,
              fixture.uriForAnotherProcess());

      assertThat(counted).isEqualTo(ENTRIES + " of " + BlockCounter.BLOCK);
      cache.clear();
    }
  }

  /** Counts entries in a JVM whose heap can't hold them all. */
  static final class BlockCounter {
    static final int BLOCK = 2 * 1024;

    static CinnabarConfiguration<Integer, byte[]> blocks() {
      return new CinnabarConfiguration<Integer, byte[]>().setTypes(Integer.class, byte[].class);
    }

    public static void main(String[] arguments) {
      try (CinnabarCachingProvider provider = new CinnabarCachingProvider()) {
        Cache<Integer, byte[]> cache =
            provider
                .getCacheManager(URI.create(arguments[0]), null, null)
                .createCache("cache", blocks());
        BitSet keys = new BitSet();
        Set<Integer> sizes = new HashSet<>();
        for (Cache.Entry<Integer, byte[]> entry : cache) {
          keys.set(entry.getKey());
          sizes.add(entry.getValue().length);
        }
        String size = sizes.stream().map(String::valueOf).collect(joining(", "));
        System.out.println(keys.cardinality() + " of " + size);
      }
    }
  }
}
