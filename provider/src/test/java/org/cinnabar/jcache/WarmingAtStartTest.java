package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.cache.Cache;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.MapLoader;
import org.cinnabar.jcache.testing.OnEveryServer;
import org.cinnabar.jcache.testing.RedisServers;
import org.cinnabar.jcache.testing.TestJvm;
import org.cinnabar.jcache.testing.TestRedis;
import org.junit.jupiter.api.Test;

/** Warming by configuration, when a cache is created, by one JVM of the cluster. */
class WarmingAtStartTest {
  static final int KEYS = 1000;

  /** A source as a setting names it. */
  public static final class Numbers implements KeySource<Integer> {
    private static final long serialVersionUID = 1L;

    @Override
    public Stream<Integer> keys(long done, Integer last) {
      return IntStream.range(last == null ? 0 : last + 1, KEYS).boxed();
    }
  }

  private final MapLoader<Integer, String> loader = new MapLoader<>(key -> "v" + key);

  @OnEveryServer
  void oneJvm_warmsTheCache(TestRedis server) {
    Warming warming =
        Warming.atStart(Numbers::new).withChunkSize(50).withParallelism(2).withRate(2000);
    try (JCacheFixture one = JCacheFixture.on(server);
        JCacheFixture two = one.another()) {
      Cache<Integer, String> cache = one.cache(configuration(loader, warming));
      two.cache(configuration(loader, warming));

      await().until(() -> size(cache) == KEYS);
      assertThat(loader.asked()).hasSize(KEYS).doesNotHaveDuplicates();

      MapLoader<Integer, String> later = new MapLoader<>(key -> "late");
      cache.clear();
      try (JCacheFixture three = one.another();
          JCacheFixture four = one.another()) {
        Cache<Integer, String> fresh = three.cache(configuration(later, warming));
        awaitNothingRuns(fresh);
        assertThat(later.calls()).as("warmed just now").isEmpty();
        four.cache(configuration(later, warming.withFreshFor(Duration.ZERO)));
        await().until(() -> size(fresh) == KEYS);
      }
    }
  }

  @Test
  void settings_nameTheSource() {
    Properties properties = new Properties();
    properties.setProperty("cinnabar.caches.cache.warm.at-start", Numbers.class.getName());
    properties.setProperty("cinnabar.caches.cache.warm.chunk-size", "100");
    properties.setProperty("cinnabar.caches.cache.warm.parallelism", "3");
    properties.setProperty("cinnabar.caches.cache.warm.rate", "100000");
    properties.setProperty("cinnabar.caches.cache.warm.fresh-for", "1m");
    try (CinnabarCachingProvider provider = new CinnabarCachingProvider()) {
      Cache<Integer, String> cache =
          provider
              .getCacheManager(
                  JCacheFixture.uri(RedisServers.shared(), "warm-" + System.nanoTime()),
                  getClass().getClassLoader(),
                  properties)
              .createCache("cache", configuration(loader, Warming.NONE, false));

      await().until(() -> size(cache) == KEYS);
      assertThat(loader.calls()).hasSize(10);
      Warming warming = cache.getConfiguration(CinnabarConfiguration.class).getWarming();
      assertThat(warming.getParallelism()).isEqualTo(3);
      assertThat(warming.getRate()).isEqualTo(100_000);
      assertThat(warming.getFreshFor()).isEqualTo(Duration.ofMinutes(1));
      cache.getCacheManager().destroyCache("cache");
    }
  }

  @Test
  void killedWarming_isTakenOver_whereItStopped() throws Exception {
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      Process first = TestJvm.start(List.of(), WarmingWorker.class, fixture.uriForAnotherProcess());
      Cache<Integer, String> cache;
      try {
        cache =
            fixture.cache(
                new CinnabarConfiguration<Integer, String>().setTypes(Integer.class, String.class));
        await().atMost(Duration.ofMinutes(1)).until(() -> size(cache) >= KEYS / 4);
      } finally {
        first.destroyForcibly().waitFor();
      }
      int before = size(cache);
      assertThat(before).isLessThan(KEYS);

      try (JCacheFixture other = fixture.another()) {
        other.cache(configuration(loader, Warming.atStart(Numbers::new)));
        await().atMost(Duration.ofSeconds(40)).until(() -> size(cache) == KEYS);
        assertThat(loader.asked()).hasSize(KEYS - before);
        assertThat(cache.get(0)).isEqualTo("worker");
        assertThat(cache.get(KEYS - 1)).isEqualTo("v" + (KEYS - 1));
      }
    }
  }

  @Test
  void sourceThatFails_isTriedAgain() {
    int[] attempts = {0};
    KeySource<Integer> flaky =
        (done, last) -> {
          if (attempts[0]++ == 0) {
            throw new IllegalStateException("no database yet");
          }
          return Stream.of(1, 2);
        };
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      Cache<Integer, String> cache =
          fixture.cache(configuration(loader, Warming.atStart(() -> flaky)));

      await().until(() -> cache.containsKey(2));
    }
  }

  /** Until a JVM had the time to take the duty and give it back. */
  private static void awaitNothingRuns(Cache<Integer, String> cache) {
    await().during(Duration.ofSeconds(2)).until(() -> size(cache) == 0);
  }

  private static int size(Cache<Integer, String> cache) {
    Set<Integer> keys = Set.copyOf(IntStream.range(0, KEYS).boxed().toList());
    return cache.getAll(keys).size();
  }

  static CinnabarConfiguration<Integer, String> configuration(
      MapLoader<Integer, String> loader, Warming warming) {
    return configuration(loader, warming, true);
  }

  private static CinnabarConfiguration<Integer, String> configuration(
      MapLoader<Integer, String> loader, Warming warming, boolean set) {
    CinnabarConfiguration<Integer, String> configuration =
        new CinnabarConfiguration<Integer, String>().setTypes(Integer.class, String.class);
    configuration.setCacheLoaderFactory(loader.factory());
    return set ? configuration.setWarming(warming) : configuration;
  }
}
