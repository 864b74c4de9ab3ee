package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import javax.management.ObjectName;
import org.awaitility.Awaitility;
import org.cinnabar.jcache.testing.EventLog;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.OnEveryServer;
import org.cinnabar.jcache.testing.RedisServers;
import org.cinnabar.jcache.testing.TestRedis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Caches with a near cache, alone and beside another JVM's. */
class NearCacheTest {
  private static final int KEYS = 500;

  private final List<JCacheFixture> fixtures = new ArrayList<>();

  /** A number that is not immutable, for all that the near cache knows. */
  record Basket(List<String> items) {}

  record Price(String currency, BigDecimal amount) {}

  @AfterEach
  void close() {
    fixtures.forEach(JCacheFixture::close);
  }

  private JCacheFixture jvm(TestRedis server) {
    JCacheFixture fixture =
        fixtures.isEmpty() ? JCacheFixture.on(server) : fixtures.get(0).another();
    fixtures.add(fixture);
    return fixture;
  }

  private Cache<String, Object> cache(TestRedis server) {
    return jvm(server).cache(configuration());
  }

  private static CinnabarConfiguration<String, Object> configuration() {
    CinnabarConfiguration<String, Object> configuration =
        new CinnabarConfiguration<String, Object>()
            .setTypes(String.class, Object.class)
            .setNearSize(10_000);
    configuration.setStatisticsEnabled(true);
    return configuration;
  }

  private long statistic(JCacheFixture fixture, String name) {
    try {
      String manager = fixture.manager().getURI().toString().replaceAll("[,:=\"*?\n]", ".");
      return ((Number)
              ManagementFactory.getPlatformMBeanServer()
                  .getAttribute(
                      new ObjectName(
                          "javax.cache:type=CacheStatistics,CacheManager="
                              + manager
                              + ",Cache=cache"),
                      name))
          .longValue();
    } catch (javax.management.JMException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until the key is answered by the near cache. */
  private void awaitNear(JCacheFixture fixture, Cache<String, Object> cache, String key) {
    Awaitility.await("a near hit of " + key)
        .pollInterval(Duration.ofMillis(5))
        .until(
            () -> {
              long before = statistic(fixture, "NearHits");
              cache.get(key);
              return statistic(fixture, "NearHits") > before;
            });
  }

  @OnEveryServer
  void get_repeated_isANearHit_andCountsAsAHit(TestRedis server) {
    Cache<String, Object> cache = cache(server);
    cache.put("k", "v");
    awaitNear(fixtures.get(0), cache, "k");
    long hits = statistic(fixtures.get(0), "CacheHits");
    long nearHits = statistic(fixtures.get(0), "NearHits");
    long misses = statistic(fixtures.get(0), "CacheMisses");
    String before = server.ask("INFO commandstats");
    assertThat(cache.get("k")).isEqualTo("v").isSameAs(cache.get("k"));
    assertThat(cache.getAll(Set.of("k"))).isEqualTo(Map.of("k", "v"));
    assertThat(statistic(fixtures.get(0), "CacheHits")).isEqualTo(hits + 3);
    assertThat(statistic(fixtures.get(0), "NearHits")).isEqualTo(nearHits + 3);
    assertThat(statistic(fixtures.get(0), "CacheMisses")).isEqualTo(misses);
    assertThat(statistic(fixtures.get(0), "NearSize")).isOne();
    assertThat(before).isNotEmpty();
  }

  @OnEveryServer
  void everyWriteOfThisJvm_isReadAtOnce(TestRedis server) {
    Cache<String, Object> cache = cache(server);
    cache.put("k", 0);
    awaitNear(fixtures.get(0), cache, "k");
    for (int i = 1; i < 200; i += 9) {
      cache.put("k", i);
      assertThat(cache.get("k")).isEqualTo(i);
      assertThat(cache.getAndPut("k", i + 1)).isEqualTo(i);
      assertThat(cache.get("k")).isEqualTo(i + 1);
      assertThat(cache.replace("k", i + 1, i + 2)).isTrue();
      assertThat(cache.get("k")).isEqualTo(i + 2);
      assertThat(cache.getAndReplace("k", i + 3)).isEqualTo(i + 2);
      assertThat(cache.get("k")).isEqualTo(i + 3);
      int next = i + 4;
      cache.invoke(
          "k",
          (entry, arguments) -> {
            entry.setValue(next);
            return null;
          });
      assertThat(cache.get("k")).isEqualTo(i + 4);
      assertThat(cache.getAndRemove("k")).isEqualTo(i + 4);
      assertThat(cache.get("k")).isNull();
      assertThat(cache.putIfAbsent("k", i + 5)).isTrue();
      assertThat(cache.get("k")).isEqualTo(i + 5);
      cache.putAll(Map.of("k", i + 6));
      assertThat(cache.get("k")).isEqualTo(i + 6);
      cache.removeAll(Set.of("k"));
      assertThat(cache.get("k")).isNull();
      cache.put("k", i + 7);
      assertThat(cache.get("k")).isEqualTo(i + 7);
      cache.clear();
      assertThat(cache.get("k")).isNull();
      cache.put("k", i + 8);
      assertThat(cache.get("k")).isEqualTo(i + 8);
      cache.removeAll();
      assertThat(cache.containsKey("k")).isFalse();
      assertThat(cache.get("k")).isNull();
      assertThat(cache.iterator().hasNext()).isFalse();
    }
  }

  @OnEveryServer
  void writeOfAnotherJvm_isReadSoon(TestRedis server) {
    Cache<String, Object> here = cache(server);
    Cache<String, Object> there = cache(server);
    here.put("k", "v0");
    for (Change change : Change.values()) {
      there.put("k", "v0");
      Awaitility.await().until(() -> "v0".equals(here.get("k")));
      awaitNear(fixtures.get(0), here, "k");
      change.apply(there);
      Awaitility.await(change.toString())
          .pollInterval(Duration.ofMillis(2))
          .untilAsserted(() -> assertThat(here.get("k")).isEqualTo(change.result));
    }
  }

  private enum Change {
    PUT("v1") {
      @Override
      void apply(Cache<String, Object> cache) {
        cache.put("k", "v1");
      }
    },
    REPLACE("v1") {
      @Override
      void apply(Cache<String, Object> cache) {
        cache.replace("k", "v0", "v1");
      }
    },
    INVOKE("v1") {
      @Override
      void apply(Cache<String, Object> cache) {
        cache.invoke(
            "k",
            (entry, arguments) -> {
              entry.setValue("v1");
              return null;
            });
      }
    },
    REMOVE(null) {
      @Override
      void apply(Cache<String, Object> cache) {
        cache.remove("k");
      }
    },
    REMOVE_ALL(null) {
      @Override
      void apply(Cache<String, Object> cache) {
        cache.removeAll();
      }
    },
    CLEAR(null) {
      @Override
      void apply(Cache<String, Object> cache) {
        cache.clear();
      }
    },
    DESTROY(null) {
      @Override
      void apply(Cache<String, Object> cache) {
        cache.getCacheManager().destroyCache("cache");
      }
    };

    final String result;

    Change(String result) {
      this.result = result;
    }

    abstract void apply(Cache<String, Object> cache);
  }

  @OnEveryServer
  void serverFlushed_isNoticed(TestRedis server) {
    Cache<String, Object> cache = cache(server);
    cache.put("k", "v");
    awaitNear(fixtures.get(0), cache, "k");
    server.ask("FLUSHALL");
    Awaitility.await().until(() -> cache.get("k") == null);
    cache.put("k", "v2");
    awaitNear(fixtures.get(0), cache, "k");
    assertThat(cache.get("k")).isEqualTo("v2");
  }

  @OnEveryServer
  void copy_isNotServedBeyondItsExpiry(TestRedis server) {
    JCacheFixture fixture = jvm(server);
    CinnabarConfiguration<String, Object> configuration = configuration();
    configuration.setExpiryPolicyFactory(
        CreatedExpiryPolicy.factoryOf(new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, 700)));
    Cache<String, Object> cache = fixture.cache(configuration);
    cache.put("other", "v");
    awaitNear(fixture, cache, "other");
    long created = System.nanoTime();
    cache.put("k", "v");
    cache.get("k");
    long nearHits = statistic(fixture, "NearHits");
    assertThat(cache.get("k")).isEqualTo("v");
    assertThat(statistic(fixture, "NearHits")).isGreaterThan(nearHits);
    while (cache.get("k") != null) {
      assertThat(System.nanoTime() - created).isLessThan(TimeUnit.SECONDS.toNanos(5));
    }
    assertThat(cache.containsKey("k")).as("the server agrees that it has expired").isFalse();
  }

  @OnEveryServer
  void accessExpiry_hasNoNearCache(TestRedis server) {
    JCacheFixture fixture = jvm(server);
    CinnabarConfiguration<String, Object> configuration = configuration();
    configuration.setExpiryPolicyFactory(
        TouchedExpiryPolicy.factoryOf(javax.cache.expiry.Duration.ONE_HOUR));
    Cache<String, Object> cache = fixture.cache(configuration);
    cache.put("k", "v");
    assertThat(cache.get("k")).isEqualTo("v");
    assertThat(cache.get("k")).isEqualTo("v");
    assertThat(statistic(fixture, "NearMisses")).isZero();
    assertThat(server.ask("PUBSUB CHANNELS *" + fixture.namespace() + "*")).startsWith("*0");
  }

  @Test
  void valuesThatCanBeChanged_areCopies() {
    Cache<String, Object> cache = cache(RedisServers.shared());
    cache.put("list", new ArrayList<>(List.of("a")));
    cache.put("basket", new Basket(new ArrayList<>(List.of("a"))));
    cache.put("bytes", new byte[] {1});
    for (String key : List.of("list", "basket", "bytes")) {
      awaitNear(fixtures.get(0), cache, key);
      assertThat(cache.get(key)).isNotSameAs(cache.get(key));
    }
    @SuppressWarnings("unchecked")
    List<String> mine = (List<String>) cache.get("list");
    mine.add("b");
    ((Basket) cache.get("basket")).items().add("b");
    ((byte[]) cache.get("bytes"))[0] = 2;
    assertThat(cache.get("list")).isEqualTo(List.of("a"));
    assertThat(cache.get("basket")).isEqualTo(new Basket(List.of("a")));
    assertThat(cache.get("bytes")).isEqualTo(new byte[] {1});
  }

  @Test
  void valuesThatNobodyCanChange_areShared() {
    Cache<String, Object> cache =
        jvm(RedisServers.shared())
            .cache(configuration().addImmutableClasses(ArrayList.class.getName()));
    cache.put("price", new Price("EUR", new BigDecimal("1.50")));
    cache.put("day", java.time.DayOfWeek.FRIDAY);
    cache.put("moment", java.time.Instant.EPOCH);
    cache.put("named", new ArrayList<>(List.of("a")));
    for (String key : List.of("price", "day", "moment", "named")) {
      awaitNear(fixtures.get(0), cache, key);
      assertThat(cache.get(key)).isSameAs(cache.get(key));
    }
  }

  private static boolean isSame(Object one, Object other) {
    return one == other;
  }

  @Test
  void keysThatCanBeChanged_areCopies() {
    JCacheFixture fixture = jvm(RedisServers.shared());
    Cache<Object, Object> cache =
        fixture.cache(
            new CinnabarConfiguration<Object, Object>()
                .setTypes(Object.class, Object.class)
                .setNearSize(10));
    List<String> key = new ArrayList<>(List.of("a"));
    cache.put(key, "v");
    Awaitility.await().until(() -> isSame(cache.get(key), cache.get(key)));
    key.add("b");
    assertThat(cache.get(key)).isNull();
    assertThat(cache.get(List.of("a"))).isEqualTo("v");
    cache.put(List.of("a"), "w");
    assertThat(cache.get(Arrays.asList("a"))).isEqualTo("w");
  }

  @Test
  void readThroughAndListeners_goOnWorking() {
    JCacheFixture fixture = jvm(RedisServers.shared());
    AtomicInteger loads = new AtomicInteger();
    CinnabarConfiguration<String, Object> configuration = configuration();
    configuration.setReadThrough(true);
    configuration.setCacheLoaderFactory(
        new FactoryBuilder.SingletonFactory<>(new CountingLoader(loads)));
    EventLog<String, Object> log = new EventLog<>();
    configuration.addCacheEntryListenerConfiguration(log.configuration(true));
    Cache<String, Object> cache = fixture.cache(configuration);
    assertThat(cache.get("k")).isEqualTo("loaded 1");
    awaitNear(fixture, cache, "k");
    assertThat(cache.getAll(Set.of("k", "l"))).isEqualTo(Map.of("k", "loaded 1", "l", "loaded 2"));
    assertThat(loads).hasValue(2);
    Cache<String, Object> there = cache(RedisServers.shared());
    there.put("k", "theirs");
    assertThat(log.lines()).last().isEqualTo("UPDATED k: loaded 1 -> theirs");
    Awaitility.await().untilAsserted(() -> assertThat(cache.get("k")).isEqualTo("theirs"));
    there.remove("k");
    Awaitility.await().untilAsserted(() -> assertThat(cache.get("k")).isEqualTo("loaded 3"));
  }

  private record CountingLoader(AtomicInteger loads)
      implements javax.cache.integration.CacheLoader<String, Object> {
    @Override
    public Object load(String key) {
      return "loaded " + loads.incrementAndGet();
    }

    @Override
    public Map<String, Object> loadAll(Iterable<? extends String> keys) {
      Map<String, Object> loaded = new java.util.HashMap<>();
      keys.forEach(key -> loaded.put(key, load(key)));
      return loaded;
    }
  }

  @Test
  void partitionedCache_batchesAndWritesAgree() {
    Cache<String, Object> here = jvm(RedisServers.shared()).cache(configuration().setPartitions(4));
    Cache<String, Object> there =
        jvm(RedisServers.shared()).cache(configuration().setPartitions(4));
    Map<String, Object> entries = new java.util.HashMap<>();
    for (int i = 0; i < KEYS; i++) {
      entries.put("k" + i, i);
    }
    there.putAll(entries);
    Set<String> keys = new HashSet<>(entries.keySet());
    keys.add("missing");
    Awaitility.await()
        .until(
            () -> {
              long before = statistic(fixtures.get(0), "NearHits");
              assertThat(here.getAll(keys)).isEqualTo(entries);
              return statistic(fixtures.get(0), "NearHits") - before == KEYS;
            });
    entries.replaceAll((key, value) -> (int) value + 1);
    there.putAll(entries);
    Awaitility.await().until(() -> here.getAll(keys).equals(entries));
  }

  @Test
  void serverAway_isNotHiddenForLong_andItsReturnIsNoticed() {
    try (TestRedis server = TestRedis.start(RedisServers.binaries().get(0))) {
      Cache<String, Object> cache = cache(server);
      cache.put("k", "v");
      awaitNear(fixtures.get(0), cache, "k");
      server.kill();
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThatThrownBy(() -> cache.get("k"))
                      .isInstanceOf(CacheConnectionException.class));
      server.start();
      Awaitility.await()
          .ignoreExceptions()
          .atMost(Duration.ofSeconds(20))
          .until(() -> !cache.containsKey("k"));
      assertThat(cache.get("k")).as("the server came back empty").isNull();
      cache.put("k", "v2");
      awaitNear(fixtures.get(0), cache, "k");
      fixtures.get(0).close();
    }
  }

  @Test
  void subscriptionKilled_goesOnWithoutStaleValues() {
    try (TestRedis server = TestRedis.start(RedisServers.binaries().get(0))) {
      Cache<String, Object> here = cache(server);
      Cache<String, Object> there = cache(server);
      for (int i = 0; i < 3; i++) {
        there.put("k", i);
        int expected = i;
        Awaitility.await().until(() -> here.get("k").equals(expected));
        awaitNear(fixtures.get(0), here, "k");
        server.ask("CLIENT KILL TYPE pubsub");
        there.put("k", "changed " + i);
        Awaitility.await()
            .pollInterval(Duration.ofMillis(5))
            .untilAsserted(() -> assertThat(here.get("k")).isEqualTo("changed " + expected));
      }
      fixtures.forEach(JCacheFixture::close);
    }
  }
}
