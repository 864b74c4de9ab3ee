package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import javax.cache.Cache;
import org.cinnabar.jcache.testing.EventLog;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.MapLoader;
import org.cinnabar.jcache.testing.OnEveryServer;
import org.cinnabar.jcache.testing.RedisServers;
import org.cinnabar.jcache.testing.Rows;
import org.cinnabar.jcache.testing.StatisticsBean;
import org.cinnabar.jcache.testing.TestJvm;
import org.cinnabar.jcache.testing.TestRedis;
import org.junit.jupiter.api.Test;

/** Caches with a bound, as applications see them. */
class BoundedCacheTest {
  private static final int BOUND = 100;

  private static CinnabarConfiguration<String, Integer> configuration() {
    CinnabarConfiguration<String, Integer> configuration =
        new CinnabarConfiguration<String, Integer>()
            .setTypes(String.class, Integer.class)
            .setPartitions(1)
            .setMaxEntries(BOUND);
    configuration.setStatisticsEnabled(true);
    return configuration;
  }

  private static long size(Cache<?, ?> cache) {
    return StreamSupport.stream(cache.spliterator(), false).count();
  }

  private static void putOnce(Cache<String, Integer> cache, int count) {
    cache.putAll(numbered("once", count));
  }

  private static Map<String, Integer> numbered(String prefix, int count) {
    Map<String, Integer> entries = new HashMap<>();
    IntStream.range(0, count).forEach(i -> entries.put(prefix + i, i));
    return entries;
  }

  @OnEveryServer
  void bound_isKept_andEvictionsAreCounted_withoutEvents(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, Integer> cache = fixture.cache(configuration());
      EventLog<String, Integer> log = new EventLog<>();
      cache.registerCacheEntryListener(log.configuration(true));
      putOnce(cache, 3 * BOUND);
      cache.put("last", 1);
      assertThat(cache.get("last")).isEqualTo(1);
      assertThat(size(cache)).isEqualTo(BOUND);
      assertThat(StatisticsBean.figure(cache, "CacheEvictions")).isEqualTo(2 * BOUND + 1);
      assertThat(StatisticsBean.figure(cache, "CacheRemovals")).isZero();
      assertThat(log.lines()).hasSize(3 * BOUND + 1).allMatch(line -> line.startsWith("CREATED"));
    }
  }

  /** Lookups are told a moment later; so this waits for that. */
  @OnEveryServer
  void whatIsReadOften_stays(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, Integer> cache = fixture.cache(configuration());
      Map<String, Integer> often = numbered("often", 10);
      cache.putAll(often);
      for (int round = 0; round < 64; round++) { // batches that are full
        assertThat(cache.getAll(often.keySet())).isEqualTo(often);
      }
      awaitUses(fixture, 400);
      putOnce(cache, 5 * BOUND);
      assertThat(cache.getAll(often.keySet())).isEqualTo(often);
    }
  }

  /** A few lookups fill no batch. */
  @OnEveryServer
  void fewLookups_areToldAfterAWhile(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, Integer> cache = fixture.cache(configuration());
      cache.get("nothing");
      awaitUses(fixture, 1);
    }
  }

  @OnEveryServer
  void destroyedCache_leavesNothing_whateverIsStillToBeTold(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      for (int round = 0; round < 10; round++) {
        Cache<String, Integer> cache = fixture.cache(configuration());
        cache.getAll(numbered("any", 300).keySet());
        fixture.manager().destroyCache(cache.getName());
        assertThat(server.ask("KEYS " + fixture.namespace() + "*")).startsWith("*0");
      }
    }
  }

  /** Waits until so many uses have been counted on the server. */
  private static void awaitUses(JCacheFixture fixture, long least) {
    String count = "BITFIELD_RO " + fixture.namespace() + ":{cache:0}:usage GET u32 0";
    await()
        .untilAsserted(
            () ->
                assertThat(fixture.server().ask(count).lines().skip(1).findFirst())
                    .hasValueSatisfying(
                        answer ->
                            assertThat(Long.parseLong(answer.substring(1)))
                                .isGreaterThanOrEqualTo(least)));
  }

  @OnEveryServer
  void evictedEntry_leavesNearCaches(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server);
        JCacheFixture another = fixture.another()) {
      Cache<String, Integer> near =
          fixture.cache(configuration().setNearSize(10_000).setEviction(Eviction.LRU));
      Cache<String, Integer> writing = another.cache(configuration().setEviction(Eviction.LRU));
      writing.putAll(numbered("once", BOUND));
      await()
          .until(
              () -> {
                near.getAll(numbered("once", BOUND).keySet());
                return StatisticsBean.figure(near, "NearSize") == BOUND;
              });
      writing.putAll(numbered("other", 5 * BOUND));
      List<String> gone = new ArrayList<>(numbered("once", BOUND).keySet());
      gone.removeIf(writing::containsKey);
      assertThat(gone).hasSizeGreaterThan(BOUND / 2);
      await().untilAsserted(() -> assertThat(gone).allMatch(key -> near.get(key) == null));
    }
  }

  @OnEveryServer
  void evictedEntry_isLoadedAgain(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      MapLoader<String, Integer> loader = new MapLoader<>(String::length);
      CinnabarConfiguration<String, Integer> configuration = configuration();
      configuration.setReadThrough(true).setCacheLoaderFactory(loader.factory());
      Cache<String, Integer> cache = fixture.cache(configuration);
      for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 2 * BOUND; i++) {
          assertThat(cache.get("key" + i)).isEqualTo(("key" + i).length());
        }
      }
      assertThat(loader.asked()).hasSizeGreaterThanOrEqualTo(3 * BOUND);
      assertThat(size(cache)).isEqualTo(BOUND);
    }
  }

  @OnEveryServer
  void evictedEntry_isStillWrittenBehind(TestRedis server) {
    Map<Object, Object> rows = new ConcurrentHashMap<>();
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      CinnabarConfiguration<String, Integer> configuration =
          configuration()
              .setMaxEntries(5)
              .setWriteBehind(new WriteBehind().withDelay(Duration.ofMillis(100)));
      configuration.setWriteThrough(true).setCacheWriterFactory(() -> new Rows(rows));
      Cache<String, Integer> cache = fixture.cache(configuration);
      for (int i = 0; i < 50; i++) {
        cache.put("once" + i, i);
      }
      assertThat(size(cache)).isEqualTo(5);
      cache.unwrap(CinnabarCache.class).flush(Duration.ofSeconds(20));
      assertThat(rows).isEqualTo(numbered("once", 50));
    }
  }

  @Test
  void twoProcesses_neverExceedTheBound() throws Exception {
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      Cache<String, Integer> cache = fixture.cache(configuration());
      List<Process> processes = new ArrayList<>();
      try {
        for (String name : List.of("left", "right")) {
          processes.add(
              TestJvm.start(
                  List.of(),
                  BoundedWorker.class,
                  fixture.uriForAnotherProcess(),
                  name,
                  "" + BOUND));
        }
        assertThat(largestWhileAnyIsAlive(fixture, processes)).isEqualTo(BOUND);
        long evicted = 0;
        for (Process process : processes) {
          evicted += Long.parseLong(TestJvm.output(process));
        }
        assertThat(size(cache)).isEqualTo(BOUND);
        assertThat(evicted).isEqualTo(2L * BoundedWorker.ENTRIES - BOUND);
      } finally {
        processes.forEach(Process::destroyForcibly);
      }
    }
  }

  /** The largest size that the only partition is seen with until all processes have ended. */
  private static long largestWhileAnyIsAlive(JCacheFixture fixture, List<Process> processes) {
    String size = "HLEN " + fixture.namespace() + ":{cache:0}:entries";
    AtomicLong most = new AtomicLong();
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        .atMost(Duration.ofMinutes(2))
        .until(
            () -> {
              String answer = fixture.server().ask(size).lines().findFirst().orElseThrow();
              most.accumulateAndGet(Long.parseLong(answer.substring(1)), Math::max);
              return processes.stream().noneMatch(Process::isAlive);
            });
    return most.get();
  }

  @Test
  void partitions_shareTheBound() {
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      Cache<String, Integer> cache = fixture.cache(configuration().setPartitions(8));
      putOnce(cache, 10 * BOUND);
      assertThat(size(cache)).isEqualTo(8 * 13);
    }
  }

  @Test
  void declaredBound_counts() {
    Properties properties = new Properties();
    properties.setProperty("cinnabar.caches.cache.max-entries", "7");
    properties.setProperty("cinnabar.caches.cache.eviction", "LRU");
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared());
        CinnabarCachingProvider provider = new CinnabarCachingProvider()) {
      Cache<String, Integer> cache =
          provider
              .getCacheManager(
                  JCacheFixture.uri(fixture.server(), fixture.namespace()), null, properties)
              .createCache(
                  "cache",
                  new CinnabarConfiguration<String, Integer>()
                      .setTypes(String.class, Integer.class)
                      .setPartitions(1));
      putOnce(cache, 20);
      assertThat(size(cache)).isEqualTo(7);
    }
  }

  @Test
  void boundBelowThePartitions_isRefused() {
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> fixture.cache(configuration().setMaxEntries(3).setPartitions(4)))
          .withMessageContainingAll("max-entries is 3", "4 partitions");
    }
  }
}
