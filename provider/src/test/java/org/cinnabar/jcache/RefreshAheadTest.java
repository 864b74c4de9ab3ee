package org.cinnabar.jcache;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.configuration.Factory;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.management.ObjectName;
import org.awaitility.Awaitility;
import org.cinnabar.jcache.testing.EventLog;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.OnEveryServer;
import org.cinnabar.jcache.testing.RedisServers;
import org.cinnabar.jcache.testing.TestRedis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries that are loaded again in the background before they are missed. */
class RefreshAheadTest {
  private static final long LIFE = 1_000;

  private final List<JCacheFixture> fixtures = new ArrayList<>();
  private final Map<String, AtomicInteger> loads = new ConcurrentHashMap<>();
  private volatile Function<String, Integer> source = this::count;

  @AfterEach
  void close() {
    fixtures.forEach(JCacheFixture::close);
  }

  /** Gives 1, 2, 3 and so on for a key. */
  private int count(String key) {
    return loads.computeIfAbsent(key, any -> new AtomicInteger()).incrementAndGet();
  }

  private final class Source implements CacheLoader<String, Integer> {
    @Override
    public Integer load(String key) {
      return source.apply(key);
    }

    @Override
    public Map<String, Integer> loadAll(Iterable<? extends String> keys) {
      Map<String, Integer> loaded = new HashMap<>();
      keys.forEach(key -> loaded.put(key, load(key)));
      return loaded;
    }
  }

  private CinnabarConfiguration<String, Integer> settings(RefreshAhead refresh) {
    return settings(refresh, created(LIFE));
  }

  private CinnabarConfiguration<String, Integer> settings(
      RefreshAhead refresh, Factory<ExpiryPolicy> expiry) {
    CinnabarConfiguration<String, Integer> settings =
        new CinnabarConfiguration<String, Integer>()
            .setTypes(String.class, Integer.class)
            .setRefreshAhead(refresh);
    settings
        .setReadThrough(true)
        .setCacheLoaderFactory(Source::new)
        .setExpiryPolicyFactory(expiry)
        .setStatisticsEnabled(true);
    return settings;
  }

  private static Factory<ExpiryPolicy> created(long millis) {
    return CreatedExpiryPolicy.factoryOf(new javax.cache.expiry.Duration(MILLISECONDS, millis));
  }

  @SuppressWarnings("unchecked")
  private CinnabarCache<String, Integer> open(
      TestRedis server, CinnabarConfiguration<String, Integer> settings) {
    JCacheFixture fixture =
        fixtures.isEmpty() ? JCacheFixture.on(server) : fixtures.get(0).another();
    fixtures.add(fixture);
    return fixture.cache(settings).unwrap(CinnabarCache.class);
  }

  @OnEveryServer
  void agingEntry_isReloadedInTheBackground(TestRedis server) {
    EventLog<String, Integer> log = new EventLog<>();
    Cache<String, Integer> cache =
        open(server, settings(RefreshAhead.OFF.withShare(0.9), created(20_000)));
    cache.registerCacheEntryListener(log.configuration(true));
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    assertThat(cache.get("a")).isEqualTo(1);
    source =
        key -> {
          begun.countDown();
          await(goOn);
          return count(key);
        };
    Awaitility.await().until(() -> cache.get("a") == 1 && begun.getCount() == 0);
    Awaitility.await()
        .during(Duration.ofMillis(300))
        .atMost(Duration.ofSeconds(5))
        .until(() -> cache.get("a") == 1); // while the loader hangs
    goOn.countDown();
    Awaitility.await().until(() -> cache.get("a") == 2);
    assertThat(log.lines()).containsExactly("CREATED a: 1", "UPDATED a: 1 -> 2");
    assertThat(misses()).isEqualTo(1);
  }

  /**
   * Readers of two JVMs, over some lifetimes. A reader that waits for a loader loads itself, or
   * waits for one that does: once all keys are there, no reader may load.
   */
  @OnEveryServer
  void steadyLoad_nobodyWaits_andEachLifeIsLoadedOnce(TestRedis server) throws Exception {
    int keys = 50;
    int lives = 8;
    RefreshAhead refresh = RefreshAhead.OFF.withShare(0.08).withStaleFor(Duration.ofSeconds(30));
    List<Cache<String, Integer>> caches =
        List.of(open(server, settings(refresh)), open(server, settings(refresh)));
    for (int key = 0; key < keys; key++) {
      caches.get(0).get("k" + key);
    }
    AtomicInteger waits = new AtomicInteger();
    long loadsBefore = loads.values().stream().mapToInt(AtomicInteger::get).sum();
    long begun = System.nanoTime();
    long end = begun + MILLISECONDS.toNanos(lives * LIFE);
    source =
        key -> {
          if (Thread.currentThread().getName().startsWith("reader")) {
            waits.incrementAndGet();
          }
          LockSupport.parkNanos(MILLISECONDS.toNanos(20));
          return count(key);
        };
    ExecutorService threads = Executors.newFixedThreadPool(8, task -> new Thread(task, "reader"));
    List<Future<Integer>> readers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Cache<String, Integer> cache = caches.get(i % 2);
      Random random = new Random(i);
      readers.add(threads.submit(() -> read(cache, keys, random, end)));
    }
    int reads = 0;
    for (Future<Integer> reader : readers) {
      reads += reader.get(2, TimeUnit.MINUTES);
    }
    threads.shutdown();

    double lifetimes = (System.nanoTime() - begun) / 1e6 / LIFE;
    long loaded = loads.values().stream().mapToInt(AtomicInteger::get).sum() - loadsBefore;
    double perLife = loaded / (keys * lifetimes);
    System.out.printf(
        "%s: %d reads, %d waits, %d loads, %.3f a key and life%n",
        server, reads, waits.get(), loaded, perLife);
    assertThat(waits).hasValue(0);
    assertThat(perLife).isBetween(0.5, 1.1);
  }

  /** Reads keys as Zipf's law has it: the n-th one as often as 1/n says. */
  private static int read(Cache<String, Integer> cache, int keys, Random random, long end) {
    int reads = 0;
    double all = Math.log(keys);
    while (System.nanoTime() - end < 0) {
      int key = (int) Math.exp(random.nextDouble() * all) - 1;
      if (cache.get("k" + key) == null) {
        throw new IllegalStateException("no value");
      }
      reads++;
      LockSupport.parkNanos(MILLISECONDS.toNanos(1));
    }
    return reads;
  }

  @OnEveryServer
  void failingLoader_staleValueIsServed_untilItIsTooOld(TestRedis server) {
    RefreshAhead refresh = RefreshAhead.OFF.withStaleFor(Duration.ofSeconds(5));
    Cache<String, Integer> cache = open(server, settings(refresh, created(500)));
    assertThat(cache.get("a")).isEqualTo(1);
    AtomicInteger failed = new AtomicInteger();
    AtomicBoolean works = new AtomicBoolean();
    source =
        key -> {
          if (!works.get()) {
            failed.incrementAndGet();
            throw new IllegalStateException("no database");
          }
          return count(key);
        };
    Awaitility.await()
        .during(Duration.ofMillis(1_500))
        .atMost(Duration.ofSeconds(5))
        .until(() -> cache.get("a") == 1);
    assertThat(failed).hasValueBetween(1, 3); // not more than once a second
    works.set(true);
    Awaitility.await().until(() -> cache.get("a") >= 2);
    assertThat(misses()).isEqualTo(1);
    Awaitility.await().until(() -> !cache.containsKey("a"));
  }

  @OnEveryServer
  void putMeanwhile_staysAsItIsNewer(TestRedis server) {
    RefreshAhead refresh = RefreshAhead.OFF.withStaleFor(Duration.ofMinutes(1));
    Cache<String, Integer> cache = open(server, settings(refresh, created(200)));
    assertThat(cache.get("a")).isEqualTo(1);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicBoolean done = new AtomicBoolean();
    source =
        key -> {
          begun.countDown();
          await(goOn);
          done.set(true);
          return count(key);
        };
    Awaitility.await()
        .until(
            () -> {
              cache.get("a");
              return begun.getCount() == 0;
            });
    cache.put("a", 100);
    goOn.countDown();
    Awaitility.await().untilTrue(done);
    source = key -> 200;
    assertThat(cache.get("a")).isIn(100, 200); // the put kept the end of the entry before it
    Awaitility.await().until(() -> cache.get("a") == 200);
    assertThat(loads.get("a")).hasValue(2);
  }

  @OnEveryServer
  void valueThatIsGone_isRemoved(TestRedis server) {
    RefreshAhead refresh = RefreshAhead.OFF.withStaleFor(Duration.ofMinutes(1));
    Cache<String, Integer> cache = open(server, settings(refresh, created(200)));
    assertThat(cache.get("a")).isEqualTo(1);
    source = key -> null;
    Awaitility.await().until(() -> cache.get("a") == null);
  }

  @OnEveryServer
  void lotsAreDrawnEarly(TestRedis server) {
    source =
        key -> {
          LockSupport.parkNanos(MILLISECONDS.toNanos(50));
          return count(key);
        };
    Cache<String, Integer> cache =
        open(server, settings(RefreshAhead.OFF.withEarly(1000), created(300_000)));
    assertThat(cache.get("a")).isEqualTo(1);
    // 50 s times -ln(random) is more than five minutes once in 400 lookups
    Awaitility.await()
        .pollInterval(Duration.ofMillis(1))
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              for (int i = 0; i < 100; i++) {
                cache.get("a");
              }
              return loads.get("a").get() > 1;
            });
    assertThat(misses()).isEqualTo(1);
  }

  @OnEveryServer
  void getAll_refreshesToo(TestRedis server) {
    RefreshAhead refresh = RefreshAhead.OFF.withStaleFor(Duration.ofMinutes(1));
    Cache<String, Integer> cache = open(server, settings(refresh, created(200)));
    assertThat(cache.getAll(Set.of("a", "b"))).isEqualTo(Map.of("a", 1, "b", 1));
    Awaitility.await()
        .until(() -> cache.getAll(Set.of("a", "b")).values().stream().allMatch(value -> value > 1));
    assertThat(misses()).isEqualTo(2);
  }

  @OnEveryServer
  void nearCache_doesNotHideThatAnEntryAges(TestRedis server) {
    RefreshAhead refresh = RefreshAhead.OFF.withStaleFor(Duration.ofMinutes(1));
    Cache<String, Integer> cache = open(server, settings(refresh).setNearSize(100));
    assertThat(cache.get("a")).isEqualTo(1);
    Awaitility.await().until(() -> cache.get("a") > 1);
    assertThat(misses()).isEqualTo(1);
  }

  @OnEveryServer
  void plainCache_readsWhatARefreshingOneWrote(TestRedis server) {
    Cache<String, Integer> refreshing =
        open(server, settings(RefreshAhead.OFF.withShare(0.1), created(60_000)));
    Cache<String, Integer> plain = open(server, settings(RefreshAhead.OFF, created(60_000)));
    assertThat(refreshing.get("a")).isEqualTo(1);
    refreshing.put("b", 5);
    assertThat(plain.getAll(Set.of("a", "b"))).isEqualTo(Map.of("a", 1, "b", 5));
    assertThat(plain.replace("b", 5, 6)).isTrue();
    assertThat(refreshing.get("b")).isEqualTo(6);
  }

  @Test
  void whatDoesNotGoTogether_isToldAtOnce() {
    JCacheFixture fixture = JCacheFixture.on(RedisServers.shared());
    fixtures.add(fixture);
    CinnabarConfiguration<String, Integer> bare =
        new CinnabarConfiguration<String, Integer>()
            .setTypes(String.class, Integer.class)
            .setRefreshAhead(RefreshAhead.OFF.withShare(0.1));
    bare.setExpiryPolicyFactory(EternalExpiryPolicy.factoryOf());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fixture.cache(bare))
        .withMessageContainingAll("cache 'cache'", "no loader", "read-through", "eternal");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                fixture.cache(
                    settings(
                        RefreshAhead.OFF.withEarly(1),
                        TouchedExpiryPolicy.factoryOf(javax.cache.expiry.Duration.ONE_HOUR))))
        .withMessageContaining("when they are looked up");
    assertThat(fixture.manager().getCacheNames()).isEmpty();
    fixture.cache(
        settings(
            RefreshAhead.OFF.withShare(0.1),
            ModifiedExpiryPolicy.factoryOf(javax.cache.expiry.Duration.ONE_HOUR)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, 1.5, Double.NaN})
  void shareOutOfRange_isRefused(double share) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RefreshAhead.OFF.withShare(share))
        .withMessageContaining("refresh.share");
  }

  private long misses() {
    try {
      JCacheFixture of = fixtures.get(0);
      String manager = of.manager().getURI().toString().replaceAll("[,:=\"*?\n]", ".");
      ObjectName bean =
          new ObjectName(
              "javax.cache:type=CacheStatistics,CacheManager=" + manager + ",Cache=cache");
      return ((Number) ManagementFactory.getPlatformMBeanServer().getAttribute(bean, "CacheMisses"))
          .longValue();
    } catch (javax.management.JMException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
