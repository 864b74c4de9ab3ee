package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.cache.Cache;
import org.cinnabar.jcache.testing.EventLog;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.MapLoader;
import org.cinnabar.jcache.testing.OnEveryServer;
import org.cinnabar.jcache.testing.RedisServers;
import org.cinnabar.jcache.testing.StatisticsBean;
import org.cinnabar.jcache.testing.TestRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries that are loaded anew when a schedule says so, by one JVM at a time. */
class ScheduledRefreshTest {
  private static final Duration RATE = Duration.ofSeconds(2);

  @OnEveryServer
  void wholeCache_isRefreshed_pageByPage_andNothingElse(TestRedis server) {
    MapLoader<String, Integer> loader = new MapLoader<>(key -> 7);
    EventLog<String, Integer> log = new EventLog<>();
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Map<String, Integer> entries =
          IntStream.range(0, 1000).boxed().collect(Collectors.toMap(i -> "k" + i, i -> 1));
      CinnabarConfiguration<String, Integer> configuration =
          configuration(loader, ScheduledRefresh.every(RATE).withPageSize(100)).setPartitions(4);
      configuration.addCacheEntryListenerConfiguration(log.configuration(false));
      Cache<String, Integer> cache = fixture.cache(configuration);
      cache.putAll(entries);

      await()
          .untilAsserted(() -> assertThat(cache.getAll(entries.keySet()).values()).containsOnly(7));

      await().untilAsserted(() -> assertThat(figure(cache, "ScheduledRefreshes")).isPositive());
      assertThat(loader.calls()).allSatisfy(page -> assertThat(page).hasSizeBetween(1, 100));
      assertThat(loader.asked()).containsAll(entries.keySet());
      await().untilAsserted(() -> assertThat(log.lines()).contains("UPDATED k1: 1 -> 7"));
      assertThat(log.lines()).noneMatch(line -> line.startsWith("REMOVED"));
      assertThat(figure(cache, "RefreshedEntries")).isGreaterThanOrEqualTo(1000);
      assertThat(figure(cache, "RefreshFailures")).isZero();
    }
    assertThat(loader.isClosed()).isTrue();
  }

  @Test
  void entryThatVanishes_staysAway_andOneWithoutAValue_stays() {
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      Map<String, Cache<String, Integer>> caches = new ConcurrentHashMap<>();
      MapLoader<String, Integer> loader =
          new MapLoader<>(
              key -> {
                if (key.equals("vanishing")) {
                  caches.get("cache").remove(key);
                }
                return key.equals("unknown") ? null : Integer.valueOf(2);
              });
      Cache<String, Integer> cache =
          fixture.cache(configuration(loader, ScheduledRefresh.every(RATE)));
      caches.put("cache", cache);
      cache.putAll(Map.of("vanishing", 1, "unknown", 1, "known", 1));

      await().until(() -> cache.get("known") == 2);

      assertThat(cache.get("vanishing")).isNull();
      assertThat(cache.get("unknown")).isEqualTo(1);
    }
  }

  @Test
  void namedKeys_areRefreshed_alsoAbsentOnes() {
    MapLoader<Long, Integer> loader = new MapLoader<>(key -> 5);
    Properties properties = new Properties();
    properties.setProperty("cinnabar.caches.cache.scheduled-refresh.keys", "3, 4,5");
    properties.setProperty("cinnabar.caches.cache.scheduled-refresh.every", "2s");
    properties.setProperty("cinnabar.caches.cache.scheduled-refresh.page-size", "2");
    try (CinnabarCachingProvider provider = new CinnabarCachingProvider()) {
      CinnabarConfiguration<Long, Integer> configuration =
          new CinnabarConfiguration<Long, Integer>().setTypes(Long.class, Integer.class);
      configuration.setCacheLoaderFactory(loader.factory());
      Cache<Long, Integer> cache =
          provider
              .getCacheManager(
                  JCacheFixture.uri(RedisServers.shared(), "named-" + System.nanoTime()),
                  getClass().getClassLoader(),
                  properties)
              .createCache("cache", configuration);
      cache.put(3L, 1);
      cache.put(9L, 1);

      await().until(() -> cache.getAll(Set.of(3L, 4L, 5L)).size() == 3);

      assertThat(cache.getAll(Set.of(3L, 4L, 5L)).values()).containsOnly(5);
      assertThat(cache.get(9L)).isEqualTo(1);
      assertThat(loader.calls().subList(0, 2)).containsExactly(List.of(3L, 4L), List.of(5L));
      cache.getCacheManager().destroyCache("cache");
    }
  }

  @Test
  void loaderThatFails_isCounted_andTheScheduleGoesOn() {
    AtomicInteger failing = new AtomicInteger(2);
    MapLoader<String, Integer> loader =
        new MapLoader<>(
            key -> {
              if (key.equals("a") && failing.getAndDecrement() > 0) {
                throw new IllegalArgumentException("no database");
              }
              return 2;
            });
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      Cache<String, Integer> cache =
          fixture.cache(
              configuration(
                  loader,
                  ScheduledRefresh.every(Duration.ofSeconds(1))
                      .withKeys(List.of("a", "b"))
                      .withPageSize(1)));

      await().until(() -> cache.containsKey("b"));
      await().until(() -> cache.containsKey("a"));

      assertThat(figure(cache, "RefreshFailures")).isEqualTo(2);
      assertThat(figure(cache, "ScheduledRefreshes")).isGreaterThanOrEqualTo(2);
    }
  }

  @OnEveryServer
  void twoJvms_takeTurns_andNeverOverlap(TestRedis server) {
    AtomicInteger atWork = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    MapLoader<String, Integer> loader =
        new MapLoader<>(
            key -> {
              most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
              sleep(1500); // longer than the rate
              atWork.decrementAndGet();
              return 1;
            });
    ScheduledRefresh refresh = ScheduledRefresh.every(Duration.ofSeconds(1)).withKeys(List.of("a"));
    try (JCacheFixture one = JCacheFixture.on(server);
        JCacheFixture two = one.another()) {
      Instant started = Instant.now();
      one.cache(configuration(loader, refresh));
      two.cache(configuration(loader, refresh));

      await().atMost(Duration.ofSeconds(20)).until(() -> loader.calls().size() >= 4);

      assertThat(most).hasValue(1);
      assertThat(Duration.between(started, Instant.now())).isGreaterThan(Duration.ofSeconds(4));
    }
  }

  @Test
  void eachTime_isDoneByOneJvm() {
    MapLoader<String, Integer> loader = new MapLoader<>(key -> 1);
    ScheduledRefresh refresh = ScheduledRefresh.every(RATE).withKeys(List.of("a"));
    try (JCacheFixture one = JCacheFixture.on(RedisServers.shared());
        JCacheFixture two = one.another()) {
      Instant started = Instant.now();
      one.cache(configuration(loader, refresh));
      two.cache(configuration(loader, refresh));

      await().atMost(Duration.ofSeconds(30)).until(() -> loader.calls().size() >= 3);

      long due = 0;
      for (Instant at = refresh.nextAfter(started);
          !at.isAfter(Instant.now());
          at = refresh.nextAfter(at)) {
        due++;
      }
      assertThat((long) loader.calls().size()).isBetween(3L, due);
    }
  }

  @Test
  void closing_waitsForThePage_andAnotherGoesOn() throws Exception {
    CountDownLatch asked = new CountDownLatch(2);
    CountDownLatch answer = new CountDownLatch(1);
    MapLoader<String, Integer> slow =
        new MapLoader<>(
            key -> {
              asked.countDown();
              awaitOrFail(asked.getCount() == 0 ? answer : new CountDownLatch(0));
              return 1;
            });
    MapLoader<String, Integer> other = new MapLoader<>(key -> 2);
    ScheduledRefresh refresh =
        ScheduledRefresh.every(Duration.ofSeconds(20))
            .withKeys(List.of("a", "b", "c", "d"))
            .withPageSize(1);
    try (JCacheFixture one = JCacheFixture.on(RedisServers.shared())) {
      Cache<String, Integer> first = one.cache(configuration(slow, refresh));
      awaitOrFail(asked);
      Thread closing = new Thread(first::close);
      closing.start();
      sleep(100);
      answer.countDown();
      closing.join();
      assertThat(slow.isClosed()).isTrue();
      assertThat(slow.asked()).containsExactly("a", "b");

      try (JCacheFixture two = one.another()) {
        Cache<String, Integer> second = two.cache(configuration(other, refresh));
        await().atMost(Duration.ofSeconds(15)).until(() -> second.containsKey("d"));
        assertThat(other.asked()).containsExactly("c", "d");
        assertThat(second.get("b")).isEqualTo(1);
      }
    }
  }

  @Test
  void contradictions_areToldTogether() {
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      CinnabarConfiguration<Integer, Integer> configuration =
          new CinnabarConfiguration<Integer, Integer>()
              .setTypes(Integer.class, Integer.class)
              .setScheduledRefresh(
                  ScheduledRefresh.every(RATE)
                      .withCron("* * * * *")
                      .withZone(ZoneId.of("UTC"))
                      .withKeys(List.of("one")))
              .setWarming(Warming.atStart(() -> (done, last) -> Stream.of(1)))
              .setPrediction(Prediction.by(() -> key -> List.of()));

      assertThatIllegalArgumentException()
          .isThrownBy(() -> fixture.cache(configuration))
          .withMessageContainingAll(
              "scheduled-refresh needs a cache loader",
              "scheduled-refresh.every and scheduled-refresh.cron both",
              "scheduled-refresh.zone is for scheduled-refresh.cron",
              "the key \"one\" is not of the declared key type java.lang.Integer",
              "warm.at-start needs a cache loader",
              "predict.related-keys needs a cache loader");
      assertThat(fixture.manager().getCacheNames()).isEmpty();
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  fixture.cache(
                      new CinnabarConfiguration<Integer, Integer>()
                          .setTypes(Integer.class, Integer.class)
                          .setScheduledRefresh(ScheduledRefresh.NONE.withKeys(List.of(1)))))
          .withMessageContaining("nothing says when");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "-PT1S", "PT0.999S", "PT10000H"})
  void rateOutOfRange_isRefused(Duration rate) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ScheduledRefresh.every(rate))
        .withMessageContaining("from 1s to 366 days, not " + rate);
  }

  @Test
  void rate_countsFrom1970() {
    ScheduledRefresh refresh = ScheduledRefresh.every(Duration.ofMinutes(10));
    Instant at = Instant.parse("2026-11-21T10:10:00Z");

    assertThat(refresh.lastUpTo(at)).isEqualTo(at);
    assertThat(refresh.lastUpTo(at.minusMillis(1))).isEqualTo("2026-11-21T10:00:00Z");
    assertThat(refresh.nextAfter(at)).isEqualTo("2026-11-21T10:20:00Z");
    assertThat(refresh.nextAfter(at.minusMillis(1))).isEqualTo(at);
  }

  @Test
  void cron_isInItsZone() {
    ScheduledRefresh refresh =
        ScheduledRefresh.cron("0 3 * * *").withZone(ZoneId.of("Europe/Vienna"));

    assertThat(refresh.nextAfter(Instant.parse("2026-11-21T00:00:00Z")))
        .isEqualTo("2026-11-21T02:00:00Z");
    assertThat(refresh.lastUpTo(Instant.parse("2026-11-21T00:00:00Z")))
        .isEqualTo("2026-11-20T02:00:00Z");
  }

  @Test
  void settings_arePartOfTheConfiguration() throws Exception {
    CinnabarConfiguration<String, Integer> configuration =
        new CinnabarConfiguration<String, Integer>()
            .setTypes(String.class, Integer.class)
            .setScheduledRefresh(
                ScheduledRefresh.cron("1 2 3 4 *")
                    .withZone(ZoneId.of("Asia/Tokyo"))
                    .withKeys(List.of("a"))
                    .withPageSize(9));

    assertThat(configuration.getSettingsMade()).contains("scheduled-refresh.cron").hasSize(5);
    for (CinnabarConfiguration<?, ?> copy :
        List.of(new CinnabarConfiguration<>(configuration), serialized(configuration))) {
      assertThat(copy).isEqualTo(configuration).hasSameHashCodeAs(configuration);
      assertThat(copy.getScheduledRefresh().nextAfter(Instant.EPOCH))
          .isEqualTo(configuration.getScheduledRefresh().nextAfter(Instant.EPOCH));
      assertThat(copy.setScheduledRefresh(ScheduledRefresh.NONE)).isNotEqualTo(configuration);
    }
  }

  static CinnabarConfiguration<String, Integer> configuration(
      MapLoader<String, Integer> loader, ScheduledRefresh refresh) {
    CinnabarConfiguration<String, Integer> configuration =
        new CinnabarConfiguration<String, Integer>()
            .setTypes(String.class, Integer.class)
            .setScheduledRefresh(refresh);
    configuration.setCacheLoaderFactory(loader.factory());
    configuration.setStatisticsEnabled(true);
    return configuration;
  }

  private static long figure(Cache<?, ?> cache, String attribute) {
    return StatisticsBean.figure(cache, attribute);
  }

  private static void awaitOrFail(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static CinnabarConfiguration<?, ?> serialized(CinnabarConfiguration<?, ?> configuration)
      throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(configuration);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (CinnabarConfiguration<?, ?>) in.readObject();
    }
  }
}
