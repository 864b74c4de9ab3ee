package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CompletionListenerFuture;
import javax.cache.management.CacheMXBean;
import javax.cache.management.CacheStatisticsMXBean;
import javax.cache.processor.EntryProcessor;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.MBeans;
import org.cinnabar.jcache.testing.MapLoader;
import org.cinnabar.jcache.testing.OnEveryServer;
import org.cinnabar.jcache.testing.RedisServers;
import org.cinnabar.jcache.testing.TestRedis;
import org.junit.jupiter.api.Test;

/** What the beans show (JSR-107, chapters 11 and 12), and that it is exact at once. */
class StatisticsTest {
  /** What an operation adds. */
  private record Counts(long hits, long misses, long puts, long removals) {
    static Counts of(CacheStatisticsMXBean bean) {
      return new Counts(
          bean.getCacheHits(), bean.getCacheMisses(), bean.getCachePuts(), bean.getCacheRemovals());
    }

    Counts minus(Counts other) {
      return new Counts(
          hits - other.hits, misses - other.misses, puts - other.puts, removals - other.removals);
    }
  }

  private static void expect(
      Cache<?, ?> cache, Runnable operation, long hits, long misses, long puts, long removals) {
    CacheStatisticsMXBean bean = MBeans.statistics(cache);
    Counts before = Counts.of(bean);
    operation.run();
    assertThat(Counts.of(bean).minus(before)).isEqualTo(new Counts(hits, misses, puts, removals));
  }

  @OnEveryServer
  void everyOperation_isCountedAtOnce(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, Integer> cache = fixture.cache(counting());

      expect(cache, () -> cache.get("a"), 0, 1, 0, 0);
      expect(cache, () -> cache.put("a", 1), 0, 0, 1, 0);
      expect(cache, () -> cache.put("a", 2), 0, 0, 1, 0);
      expect(cache, () -> cache.get("a"), 1, 0, 0, 0);
      expect(cache, () -> cache.getAll(Set.of("a", "b", "c")), 1, 2, 0, 0);
      expect(cache, () -> cache.putAll(Map.of("a", 1, "b", 1)), 0, 0, 2, 0);
      expect(cache, () -> cache.getAndPut("a", 3), 1, 0, 1, 0);
      expect(cache, () -> cache.getAndPut("c", 3), 0, 1, 1, 0);
      expect(cache, () -> cache.putIfAbsent("a", 4), 1, 0, 0, 0);
      expect(cache, () -> cache.putIfAbsent("d", 4), 0, 1, 1, 0);
      expect(cache, () -> cache.replace("a", 5), 1, 0, 1, 0);
      expect(cache, () -> cache.replace("e", 5), 0, 1, 0, 0);
      expect(cache, () -> cache.replace("a", 5, 6), 1, 0, 1, 0);
      expect(cache, () -> cache.replace("a", 5, 7), 1, 0, 0, 0);
      expect(cache, () -> cache.getAndReplace("a", 7), 1, 0, 1, 0);
      expect(cache, () -> cache.containsKey("a"), 0, 0, 0, 0);
      expect(cache, () -> cache.forEach(entry -> {}), 4, 0, 0, 0);
      expect(cache, () -> cache.remove("a", 8), 1, 0, 0, 0);
      expect(cache, () -> cache.remove("a", 7), 1, 0, 0, 1);
      expect(cache, () -> cache.remove("a"), 0, 0, 0, 0);
      expect(cache, () -> cache.remove("b"), 0, 0, 0, 1);
      expect(cache, () -> cache.getAndRemove("b"), 0, 1, 0, 0);
      expect(cache, () -> cache.getAndRemove("c"), 1, 0, 0, 1);
      expect(cache, () -> cache.removeAll(Set.of("c", "d")), 0, 0, 0, 1);
      expect(cache, () -> cache.put("a", 1), 0, 0, 1, 0);
      expect(cache, cache::removeAll, 0, 0, 0, 1);
      expect(cache, () -> cache.put("a", 1), 0, 0, 1, 0);
      expect(cache, cache::clear, 0, 0, 0, 0);
      assertThat(MBeans.statistics(cache).getCacheEvictions()).isZero();
    }
  }

  @OnEveryServer
  void sharesAndAverages_followFromTheCounts(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, Integer> cache = fixture.cache(counting());
      CacheStatisticsMXBean bean = MBeans.statistics(cache);
      assertThat(cache.containsKey("a")).isFalse(); // connects, which may take longer
      assertThat(averages(bean)).containsOnly(0f);
      assertThat(bean.getCacheHitPercentage()).isZero();
      assertThat(bean.getCacheMissPercentage()).isZero();

      cache.put("a", 1);
      cache.get("a");
      cache.getAll(Set.of("a", "b", "c"));
      cache.remove("a");

      assertThat(bean.getCacheGets()).isEqualTo(4);
      assertThat(bean.getCacheHitPercentage()).isEqualTo(50f);
      assertThat(bean.getCacheMissPercentage()).isEqualTo(50f);
      // in microseconds: a round trip takes some, and less than the deadline
      assertThat(averages(bean)).allSatisfy(average -> assertThat(average).isBetween(1f, 2e6f));
    }
  }

  private static List<Float> averages(CacheStatisticsMXBean bean) {
    return List.of(bean.getAverageGetTime(), bean.getAveragePutTime(), bean.getAverageRemoveTime());
  }

  @OnEveryServer
  void invoke_countsItsNetEffect(TestRedis server) {
    EntryProcessor<String, Integer, Boolean> nothing = (entry, arguments) -> true;
    EntryProcessor<String, Integer, Boolean> looking =
        (entry, arguments) -> entry.getValue() != null;
    EntryProcessor<String, Integer, Boolean> setting =
        (entry, arguments) -> {
          entry.setValue(1);
          entry.setValue(2);
          return true;
        };
    EntryProcessor<String, Integer, Boolean> removing =
        (entry, arguments) -> {
          entry.remove();
          return true;
        };
    EntryProcessor<String, Integer, Boolean> both =
        (entry, arguments) -> {
          entry.setValue(1);
          entry.remove();
          return true;
        };
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, Integer> cache = fixture.cache(counting());

      expect(cache, () -> cache.invoke("a", nothing), 0, 1, 0, 0);
      expect(cache, () -> cache.invoke("a", looking), 0, 1, 0, 0);
      expect(cache, () -> cache.invoke("a", removing), 0, 1, 0, 0);
      expect(cache, () -> cache.invoke("a", both), 0, 1, 0, 0);
      expect(cache, () -> cache.invoke("a", setting), 0, 1, 1, 0);
      expect(cache, () -> cache.invoke("a", nothing), 1, 0, 0, 0);
      expect(cache, () -> cache.invoke("a", looking), 1, 0, 0, 0);
      expect(cache, () -> cache.invoke("a", setting), 1, 0, 1, 0);
      expect(cache, () -> cache.invokeAll(Set.of("a", "b"), setting), 1, 1, 2, 0);
      expect(cache, () -> cache.invoke("a", both), 1, 0, 0, 1);
      expect(cache, () -> cache.invoke("b", removing), 1, 0, 0, 1);
    }
  }

  @OnEveryServer
  void loads_countAsPutsOnlyWhereTheyWereAskedFor(TestRedis server) {
    MapLoader<String, Integer> loader = new MapLoader<>(String::length);
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, Integer> cache =
          fixture.cache(counting().setReadThrough(true).setCacheLoaderFactory(loader.factory()));

      expect(cache, () -> cache.get("a"), 0, 1, 0, 0);
      expect(cache, () -> cache.getAll(Set.of("a", "b")), 1, 1, 0, 0);
      expect(cache, () -> loadAll(cache, false, "a", "c"), 0, 0, 1, 0);
      expect(cache, () -> loadAll(cache, true, "a", "c"), 0, 0, 2, 0);
      EntryProcessor<String, Integer, Integer> looking = (entry, arguments) -> entry.getValue();
      expect(cache, () -> cache.invoke("d", looking), 0, 1, 1, 0);
    }
  }

  private static void loadAll(Cache<String, Integer> cache, boolean replace, String... keys) {
    CompletionListenerFuture end = new CompletionListenerFuture();
    cache.loadAll(Set.of(keys), replace, end);
    try {
      end.get(5, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  @OnEveryServer
  void clear_setsEveryFigureToZero(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, Integer> cache = fixture.cache(counting());
      CacheStatisticsMXBean bean = MBeans.statistics(cache);
      cache.put("a", 1);
      cache.get("a");
      cache.get("b");
      cache.remove("a");

      bean.clear();
      assertThat(Counts.of(bean)).isEqualTo(new Counts(0, 0, 0, 0));
      assertThat(averages(bean)).containsOnly(0f);
      cache.put("a", 1);
      assertThat(Counts.of(bean)).isEqualTo(new Counts(0, 0, 1, 0));
    }
  }

  @Test
  void configurationBean_showsTheConfiguration() {
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      MapLoader<String, Integer> loader = new MapLoader<>(String::length);
      CacheMXBean every =
          MBeans.configuration(
              fixture.cache(
                  counting()
                      .setManagementEnabled(true)
                      .setReadThrough(true)
                      .setCacheLoaderFactory(loader.factory())));
      assertThat(every.getKeyType()).isEqualTo("java.lang.String");
      assertThat(every.getValueType()).isEqualTo("java.lang.Integer");
      assertThat(every.isReadThrough()).isTrue();
      assertThat(every.isWriteThrough()).isFalse();
      assertThat(every.isStoreByValue()).isTrue();
      assertThat(every.isStatisticsEnabled()).isTrue();
      assertThat(every.isManagementEnabled()).isTrue();

      CacheMXBean plain =
          MBeans.configuration(
              fixture
                  .manager()
                  .createCache("plain", new MutableConfiguration<>().setManagementEnabled(true)));
      assertThat(plain.getKeyType()).isEqualTo("java.lang.Object");
      assertThat(plain.isReadThrough()).isFalse();
      assertThat(plain.isStatisticsEnabled()).isFalse();
    }
  }

  @Test
  void beans_comeAndGoWithTheSettingAndTheCache() {
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      Cache<String, Integer> cache = fixture.cache();
      CacheManager manager = fixture.manager();
      assertShown(cache, false, false);
      manager.enableManagement("cache", true);
      manager.enableManagement("cache", true);
      assertShown(cache, true, false);
      manager.enableStatistics("cache", true);
      assertShown(cache, true, true);
      assertThat(MBeans.configuration(cache).isStatisticsEnabled()).isTrue();
      manager.enableManagement("cache", false);
      manager.enableManagement("cache", false);
      assertShown(cache, false, true);
      manager.enableManagement("cache", true);
      cache.close();
      assertShown(cache, false, false);
    }
  }

  private static void assertShown(Cache<?, ?> cache, boolean configuration, boolean statistics) {
    assertThat(MBeans.isShown("CacheConfiguration", cache)).isEqualTo(configuration);
    assertThat(MBeans.isShown("CacheStatistics", cache)).isEqualTo(statistics);
  }

  private static MutableConfiguration<String, Integer> counting() {
    return new MutableConfiguration<String, Integer>()
        .setTypes(String.class, Integer.class)
        .setStatisticsEnabled(true);
  }
}
