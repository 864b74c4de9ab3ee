package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.OnEveryServer;
import org.cinnabar.jcache.testing.TestRedis;

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
}
