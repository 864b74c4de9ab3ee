package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.cache.Cache;
import org.cinnabar.jcache.WarmingReport.Outcome;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.MapLoader;
import org.cinnabar.jcache.testing.OnEveryServer;
import org.cinnabar.jcache.testing.RedisServers;
import org.cinnabar.jcache.testing.TestRedis;
import org.junit.jupiter.api.Test;

/** Filling a cache before it is asked. */
class CacheWarmerTest {
  private static final int MANY = 10_000;

  private final MapLoader<String, Integer> loader =
      new MapLoader<>(key -> key.startsWith("none") ? null : Integer.parseInt(key.substring(1)));

  @OnEveryServer
  void keys_areLoaded_unlessTheyAreThere(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, Integer> cache = cache(fixture, loader);
      cache.putAll(Map.of("k1", -1, "k2", -2));
      List<String> keys = keys(0, MANY);
      keys.add("none");

      WarmingReport report =
          CacheWarmer.of(cache).withParallelism(4).withChunkSize(300).load(keys).await();

      assertThat(report.outcome()).isEqualTo(Outcome.FINISHED);
      WarmingProgress progress = report.progress();
      assertThat(progress.processed()).isEqualTo(MANY + 1);
      assertThat(progress.total()).isEqualTo(OptionalLong.of(MANY + 1));
      assertThat(progress.loaded()).isEqualTo(MANY - 2);
      assertThat(progress.alreadyThere()).isEqualTo(2);
      assertThat(progress.absent()).isEqualTo(1);
      assertThat(progress.failed()).isZero();
      assertThat(progress.perSecond()).isPositive();
      assertThat(progress.ended()).isTrue();
      assertThat(loader.asked()).hasSize(MANY - 1).doesNotContain("k1", "k2");
      assertThat(loader.calls()).allSatisfy(call -> assertThat(call).hasSizeBetween(1, 300));
      assertThat(cache.getAll(Set.copyOf(keys))).hasSize(MANY).containsEntry("k1", -1);
    }
  }

  @Test
  void replacing_loadsAlsoWhatIsThere() {
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      Cache<String, Integer> cache = cache(fixture, loader);
      cache.put("k1", -1);

      WarmingReport report =
          CacheWarmer.of(cache).replacingExisting().load(Stream.of("k1", "k2")).await();

      assertThat(report.progress().loaded()).isEqualTo(2);
      assertThat(cache.get("k1")).isEqualTo(1);
    }
  }

  @Test
  void entries_areStored_withoutALoader() {
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      Cache<String, Integer> cache = fixture.cache();
      cache.put("k1", -1);
      AtomicBoolean closed = new AtomicBoolean();

      WarmingReport report =
          CacheWarmer.of(cache)
              .withChunkSize(2)
              .store(
                  () ->
                      Stream.of(Map.entry("k1", 1), Map.entry("k2", 2), Map.entry("k3", 3))
                          .onClose(() -> closed.set(true)))
              .await();

      assertThat(report.progress().loaded()).isEqualTo(2);
      assertThat(report.progress().alreadyThere()).isEqualTo(1);
      assertThat(cache.getAll(Set.of("k1", "k2", "k3")))
          .isEqualTo(Map.of("k1", -1, "k2", 2, "k3", 3));
      assertThat(closed).isTrue();
      assertThatIllegalStateException()
          .isThrownBy(() -> CacheWarmer.of(cache).load(List.of("k1")))
          .withMessageContaining("has no cache loader");
    }
  }

  @Test
  void rate_isKept() {
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      Cache<String, Integer> cache = cache(fixture, loader);

      WarmingReport report =
          CacheWarmer.of(cache).withRate(500).withChunkSize(100).load(keys(0, 1000)).await();

      assertThat(report.progress().loaded()).isEqualTo(1000);
      assertThat(report.progress().elapsed()) // the first chunk need not wait
          .isGreaterThanOrEqualTo(Duration.ofMillis(1800));
      assertThat(report.progress().perSecond()).isLessThanOrEqualTo(560);
    }
  }

  @Test
  void parallelism_isUsedAndKept() {
    AtomicInteger atWork = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch three = new CountDownLatch(3);
    MapLoader<String, Integer> slow =
        new MapLoader<>(
            key -> {
              most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
              three.countDown();
              awaitOrFail(three);
              atWork.decrementAndGet();
              return 1;
            });
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      Cache<String, Integer> cache = cache(fixture, slow);

      WarmingReport report =
          CacheWarmer.of(cache).withParallelism(3).withChunkSize(1).load(keys(0, 30)).await();

      assertThat(report.progress().loaded()).isEqualTo(30);
      assertThat(most).hasValue(3);
    }
  }

  @Test
  void failures_areCountedWithCauses_andTheRestIsLoaded() {
    MapLoader<String, Integer> failing =
        new MapLoader<>(
            key -> {
              if (key.equals("k15")) {
                throw new IllegalArgumentException("no database");
              }
              return 1;
            });
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      Cache<String, Integer> cache = cache(fixture, failing);

      WarmingReport report = CacheWarmer.of(cache).withChunkSize(10).load(keys(0, 40)).await();

      assertThat(report.outcome()).isEqualTo(Outcome.FINISHED);
      assertThat(report.progress().loaded()).isEqualTo(30);
      assertThat(report.progress().failed()).isEqualTo(10);
      assertThat(report.causes())
          .singleElement()
          .satisfies(cause -> assertThat(cause).hasRootCauseMessage("no database"));
    }
  }

  @Test
  void loaderThatKeepsFailing_endsIt_andItIsResumedBeforeTheFailures() {
    AtomicBoolean down = new AtomicBoolean(true);
    MapLoader<String, Integer> failing =
        new MapLoader<>(
            key -> {
              if (down.get() && key.compareTo("k2000") >= 0) {
                throw new IllegalArgumentException("no database");
              }
              return 1;
            });
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      Cache<String, Integer> cache = cache(fixture, failing);
      CacheWarmer<String, Integer> warmer =
          CacheWarmer.of(cache).withChunkSize(10).withParallelism(2).withToken("daily");

      WarmingReport report = warmer.load(keys(1000, 3000)).await();
      assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
      assertThat(report.progress().loaded()).isEqualTo(1000);
      assertThat(report.progress().failed()).isBetween(100L, 500L);
      assertThat(report.causes()).hasSize(10);

      down.set(false);
      WarmingReport rest = warmer.load(keys(1000, 3000)).await();
      assertThat(rest.outcome()).isEqualTo(Outcome.FINISHED);
      assertThat(rest.progress().resumedAt()).isEqualTo(1000);
      assertThat(rest.progress().loaded()).isEqualTo(1000);

      assertThat(warmer.load(List.of("k1")).await().progress().resumedAt()).isZero();
      assertThat(duties(fixture)).isEmpty();
    }
  }

  @OnEveryServer
  void cancelled_isResumedWithWhatFollows(TestRedis server) {
    CountDownLatch underWay = new CountDownLatch(50);
    MapLoader<String, Integer> slow =
        new MapLoader<>(
            key -> {
              underWay.countDown();
              return 1;
            });
    List<String> keys = keys(1000, 2000);
    KeySource<String> source =
        (done, last) -> {
          assertThat(last).isEqualTo(done == 0 ? null : keys.get((int) done - 1));
          return keys.stream().filter(key -> last == null || key.compareTo(last) > 0);
        };
    try (JCacheFixture one = JCacheFixture.on(server)) {
      WarmingReport first;
      Cache<String, Integer> cache = cache(one, slow);
      CacheWarmer<String, Integer> warmer =
          CacheWarmer.of(cache).withRate(200).withChunkSize(10).withToken("all");
      WarmingRun run = warmer.load(source);
      awaitOrFail(underWay);
      assertThatIllegalStateException()
          .isThrownBy(() -> warmer.load(source))
          .withMessageContaining("token \"all\" is under way");
      run.cancel();
      first = run.await();
      assertThat(first.outcome()).isEqualTo(Outcome.CANCELLED);
      assertThat(first.progress().processed()).isBetween(50L, 990L);

      try (JCacheFixture two = one.another()) {
        Cache<String, Integer> there = cache(two, loader);
        WarmingReport second = CacheWarmer.of(there).withToken("all").load(source).await();

        assertThat(second.outcome()).isEqualTo(Outcome.FINISHED);
        assertThat(second.progress().resumedAt()).isEqualTo(first.progress().processed());
        assertThat(second.progress().alreadyThere()).isZero();
        assertThat(there.getAll(Set.copyOf(keys))).hasSize(1000);
      }
    }
  }

  @Test
  void progress_isTold_andABrokenListenerDoesNoHarm() {
    List<WarmingProgress> told = new CopyOnWriteArrayList<>();
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      Cache<String, Integer> cache = cache(fixture, loader);

      CacheWarmer.of(cache)
          .withRate(100)
          .withChunkSize(5)
          .withTotal(100)
          .withProgress(
              progress -> {
                told.add(progress);
                throw new IllegalStateException("broken");
              })
          .load(keys(0, 100).stream())
          .await();

      assertThat(told).hasSizeBetween(2, 8);
      assertThat(told.get(0).ended()).isFalse();
      WarmingProgress last = told.get(told.size() - 1);
      assertThat(last.ended()).isTrue();
      assertThat(last.processed()).isEqualTo(100);
      assertThat(last.total()).isEqualTo(OptionalLong.of(100));
    }
  }

  @Test
  void sourceThatFails_endsIt() {
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      Cache<String, Integer> cache = cache(fixture, loader);
      Stream<String> broken =
          keys(0, 100).stream()
              .peek(
                  key -> {
                    if (key.equals("k50")) {
                      throw new IllegalArgumentException("no query");
                    }
                  });

      WarmingReport report = CacheWarmer.of(cache).withChunkSize(10).load(broken).await();

      assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
      assertThat(report.causes())
          .singleElement()
          .hasToString("java.lang.IllegalArgumentException: no query");
      assertThat(report.progress().loaded()).isEqualTo(50);
    }
  }

  @Test
  @SuppressWarnings({"unchecked", "rawtypes"})
  void wrongTypes_endIt() {
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      CacheWarmer warmer = CacheWarmer.of(cache(fixture, loader));

      assertThat(warmer.load(List.of(5)).await().causes())
          .singleElement()
          .isInstanceOf(ClassCastException.class);
      assertThat(warmer.store(() -> Stream.of(Map.entry("k", "v"))).await().causes())
          .singleElement()
          .isInstanceOf(ClassCastException.class);
    }
  }

  @Test
  void closingTheCache_endsIt() {
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      Cache<String, Integer> cache = cache(fixture, loader);
      WarmingRun run = CacheWarmer.of(cache).withRate(10).withChunkSize(5).load(keys(0, MANY));
      await().until(() -> run.progress().processed() > 0);

      cache.close();

      assertThat(run.await().outcome()).isEqualTo(Outcome.CANCELLED);
      assertThat(loader.isClosed()).isTrue();
    }
  }

  @Test
  void numbersOutOfRange_areRefused() {
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      CacheWarmer<String, Integer> warmer = CacheWarmer.of(fixture.cache());

      assertThatIllegalArgumentException().isThrownBy(() -> warmer.withRate(-1));
      assertThatIllegalArgumentException().isThrownBy(() -> warmer.withParallelism(0));
      assertThatIllegalArgumentException().isThrownBy(() -> warmer.withChunkSize(0));
      assertThatIllegalArgumentException().isThrownBy(() -> warmer.withTotal(-1));
      assertThatIllegalArgumentException().isThrownBy(() -> warmer.withToken(" "));
    }
  }

  private static String duties(JCacheFixture fixture) {
    return fixture
        .server()
        .ask("HGETALL " + fixture.namespace() + ":{cache}:duties")
        .lines()
        .filter(line -> line.contains("warmer"))
        .collect(Collectors.joining());
  }

  private static List<String> keys(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "k" + i).collect(Collectors.toList());
  }

  private static Cache<String, Integer> cache(
      JCacheFixture fixture, MapLoader<String, Integer> loader) {
    CinnabarConfiguration<String, Integer> configuration =
        new CinnabarConfiguration<String, Integer>().setTypes(String.class, Integer.class);
    configuration.setCacheLoaderFactory(loader.factory());
    return fixture.cache(configuration);
  }

  private static void awaitOrFail(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
