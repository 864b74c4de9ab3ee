package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.cache.Cache;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.RedisServers;
import org.cinnabar.jcache.testing.TestJvm;
import org.junit.jupiter.api.Test;

/** A scheduled refresh whose JVM is killed is gone on with by another. */
class RefreshTwoJvmsTest {
  private static final int DONE_BEFORE = 20;

  @Test
  void killedRefresh_isTakenOver_whereItStopped() throws Exception {
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      Cache<String, String> cache = fixture.cache(RefreshWorker.configuration());
      Map<String, Process> jvms = new TreeMap<>();
      for (String name : List.of("one", "two")) {
        jvms.put(
            name,
            TestJvm.start(List.of(), RefreshWorker.class, fixture.uriForAnotherProcess(), name));
      }
      try {
        await()
            .atMost(RefreshWorker.RATE.multipliedBy(2))
            .until(() -> values(cache).size() >= DONE_BEFORE);
        Set<String> names = new HashSet<>(values(cache).values());
        assertThat(names).as("at work").hasSize(1);
        String first = names.iterator().next();

        jvms.remove(first).destroyForcibly().waitFor();
        Map<String, String> before = values(cache);
        assertThat(before.size()).isLessThan(RefreshWorker.KEYS.size());

        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> values(cache).size() == RefreshWorker.KEYS.size());
        String second = jvms.keySet().iterator().next();
        // the page whose end the first could not note any more is done again
        String lastBefore = "k%02d".formatted(before.size() - 1);
        values(cache)
            .forEach(
                (key, value) -> {
                  if (!key.equals(lastBefore)) {
                    assertThat(value)
                        .as(key)
                        .isEqualTo(key.compareTo(lastBefore) < 0 ? first : second);
                  }
                });
      } finally {
        jvms.values().forEach(Process::destroyForcibly);
      }
    }
  }

  private static Map<String, String> values(Cache<String, String> cache) {
    return cache.getAll(Set.copyOf(RefreshWorker.KEYS));
  }
}
