package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.cache.Cache;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.MapLoader;
import org.cinnabar.jcache.testing.OnEveryServer;
import org.cinnabar.jcache.testing.RedisServers;
import org.cinnabar.jcache.testing.StatisticsBean;
import org.cinnabar.jcache.testing.TestRedis;
import org.junit.jupiter.api.Test;

/** Entries that are loaded before they are asked for, because related keys were read. */
class PredictionTest {
  private static final RelatedKeys<Integer> NEXT_THREE = key -> List.of(key + 1, key + 2, key + 3);

  /** As a setting names it. */
  public static final class NextThree implements RelatedKeys<Integer> {
    private static final long serialVersionUID = 1L;

    @Override
    public Collection<Integer> after(Integer key) {
      return List.of(key + 1, key + 2, key + 3);
    }
  }

  private final MapLoader<Integer, String> loader = new MapLoader<>(key -> "v" + key);

  @OnEveryServer
  void hitAndMiss_loadWhatFollows_andNothingThatIsThere(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<Integer, String> cache = cache(fixture, Prediction.by(() -> NEXT_THREE));
      cache.put(12, "there");

      assertThat(cache.get(10)).isNull();
      await().until(() -> cache.containsKey(13));
      cache.put(20, "read");
      assertThat(cache.get(20)).isEqualTo("read");
      await().until(() -> cache.containsKey(23));
      cache.getAll(Set.of(30, 40));
      await().until(() -> cache.containsKey(33) && cache.containsKey(43));

      assertThat(cache.get(12)).isEqualTo("there");
      assertThat(cache.get(11)).isEqualTo("v11");
      assertThat(loader.asked()).doesNotContain(10, 12, 20, 30, 40).doesNotHaveDuplicates();
      assertThat(StatisticsBean.figure(cache, "CachePuts")).as("no puts").isEqualTo(2);
      assertThat(StatisticsBean.figure(cache, "PredictionFailures")).isZero();
    }
  }

  @Test
  void reader_neverWaits_andWhatIsTooMuchIsDropped() {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    RelatedKeys<Integer> stuck =
        key -> {
          asked.countDown();
          awaitOrFail(answer);
          return List.of(key + 1000);
        };
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      Cache<Integer, String> cache = cache(fixture, Prediction.by(() -> stuck).withQueueSize(50));
      cache.get(-1);
      awaitOrFail(asked);
      IntStream.range(0, 200).forEach(cache::get);
      IntStream.range(0, 50).forEach(cache::get); // these wait already

      assertThat(StatisticsBean.figure(cache, "PredictionsDropped")).isEqualTo(150);
      answer.countDown();
      await().until(() -> cache.containsKey(1049));
      await().until(() -> cache.containsKey(999));
      assertThat(loader.asked()).hasSize(51).doesNotHaveDuplicates();
      assertThat(StatisticsBean.figure(cache, "PredictedLoads")).isEqualTo(51);
    }
  }

  @Test
  void sameKeys_areLookedAtOnce() {
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      MapLoader<Integer, String> nothing = new MapLoader<>(key -> null);
      CinnabarConfiguration<Integer, String> configuration =
          configuration(Prediction.by(() -> key -> List.of(7)));
      configuration.setCacheLoaderFactory(nothing.factory());
      Cache<Integer, String> cache = fixture.cache(configuration);
      long started = System.nanoTime();
      IntStream.range(100, 300).forEach(cache::get);
      await().until(() -> !nothing.asked().isEmpty());
      cache.get(300);

      await()
          .during(Duration.ofMillis(300))
          .until(
              () ->
                  nothing.asked().size()
                      <= 1 + (System.nanoTime() - started) / TimeUnit.SECONDS.toNanos(1));
    }
  }

  @Test
  void failures_areCounted_andPredictionGoesOn() {
    RelatedKeys<Integer> failing =
        key -> {
          if (key < 0) {
            throw new IllegalArgumentException("negative");
          }
          return List.of(key + 1);
        };
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      Cache<Integer, String> cache = cache(fixture, Prediction.by(() -> failing));

      assertThat(cache.get(-1)).isNull();
      await().until(() -> StatisticsBean.figure(cache, "PredictionFailures") == 1);
      cache.get(1);
      await().until(() -> cache.containsKey(2));
    }
  }

  @Test
  void readThrough_staysAsItIs() {
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      CinnabarConfiguration<Integer, String> configuration =
          configuration(Prediction.by(() -> NEXT_THREE));
      configuration.setReadThrough(true);
      configuration.setCacheLoaderFactory(loader.factory());
      Cache<Integer, String> cache = fixture.cache(configuration);

      assertThat(cache.get(1)).isEqualTo("v1");
      assertThat(cache.getAll(Set.of(1, 5))).isEqualTo(Map.of(1, "v1", 5, "v5"));
      await().until(() -> cache.containsKey(4) && cache.containsKey(8));
    }
  }

  @Test
  void settings_nameTheFunction() {
    Properties properties = new Properties();
    properties.setProperty("cinnabar.caches.*.predict.related-keys", NextThree.class.getName());
    properties.setProperty("cinnabar.caches.*.predict.queue-size", "5");
    try (CinnabarCachingProvider provider = new CinnabarCachingProvider()) {
      CinnabarConfiguration<Integer, String> configuration =
          new CinnabarConfiguration<Integer, String>().setTypes(Integer.class, String.class);
      configuration.setCacheLoaderFactory(loader.factory());
      Cache<Integer, String> cache =
          provider
              .getCacheManager(
                  JCacheFixture.uri(RedisServers.shared(), "predict-" + System.nanoTime()),
                  getClass().getClassLoader(),
                  properties)
              .createCache("cache", configuration);
      cache.get(1);

      await().until(() -> cache.containsKey(4));
      assertThat(cache.getConfiguration(CinnabarConfiguration.class).getPrediction().getQueueSize())
          .isEqualTo(5);
      cache.getCacheManager().destroyCache("cache");
    }
  }

  private Cache<Integer, String> cache(JCacheFixture fixture, Prediction prediction) {
    CinnabarConfiguration<Integer, String> configuration = configuration(prediction);
    configuration.setCacheLoaderFactory(loader.factory());
    return fixture.cache(configuration);
  }

  private static CinnabarConfiguration<Integer, String> configuration(Prediction prediction) {
    CinnabarConfiguration<Integer, String> configuration =
        new CinnabarConfiguration<Integer, String>()
            .setTypes(Integer.class, String.class)
            .setPrediction(prediction);
    configuration.setStatisticsEnabled(true);
    return configuration;
  }

  private static void awaitOrFail(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
