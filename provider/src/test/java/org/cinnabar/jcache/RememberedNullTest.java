package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.configuration.Factory;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import javax.management.ObjectName;
import org.awaitility.Awaitility;
import org.cinnabar.jcache.testing.EventLog;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.OnEveryServer;
import org.cinnabar.jcache.testing.TestRedis;
import org.junit.jupiter.api.AfterEach;

/** That there is no value is remembered for a while, and is an entry to nobody. */
class RememberedNullTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  private final List<JCacheFixture> fixtures = new ArrayList<>();
  private final Map<String, Integer> source = new ConcurrentHashMap<>();
  private final Queue<String> loads = new ConcurrentLinkedQueue<>();
  private final Queue<Object> deleted = new ConcurrentLinkedQueue<>();

  @AfterEach
  void close() {
    fixtures.forEach(JCacheFixture::close);
  }

  private final class Source implements CacheLoader<String, Integer>, CacheWriter<String, Integer> {
    @Override
    @SuppressWarnings("NullAway")
    public Integer load(String key) {
      loads.add(key);
      return source.get(key);
    }

    @Override
    public Map<String, Integer> loadAll(Iterable<? extends String> keys) {
      Map<String, Integer> loaded = new HashMap<>();
      keys.forEach(key -> loaded.put(key, load(key)));
      return loaded;
    }

    @Override
    public void write(Cache.Entry<? extends String, ? extends Integer> entry) {
      source.put(entry.getKey(), entry.getValue());
    }

    @Override
    public void writeAll(Collection<Cache.Entry<? extends String, ? extends Integer>> entries) {
      entries.forEach(this::write);
      entries.clear();
    }

    @Override
    public void delete(Object key) {
      deleted.add(key);
    }

    @Override
    public void deleteAll(Collection<?> keys) {
      deleted.addAll(keys);
      keys.clear();
    }
  }

  private CinnabarConfiguration<String, Integer> settings(
      Duration nullFor, Factory<ExpiryPolicy> expiry) {
    CinnabarConfiguration<String, Integer> settings =
        new CinnabarConfiguration<String, Integer>()
            .setTypes(String.class, Integer.class)
            .setLoadPolicy(LoadPolicy.DEFAULT.withNullFor(nullFor));
    settings
        .setReadThrough(true)
        .setCacheLoaderFactory(Source::new)
        .setExpiryPolicyFactory(expiry)
        .setStatisticsEnabled(true);
    return settings;
  }

  private CinnabarConfiguration<String, Integer> settings() {
    return settings(LONG, EternalExpiryPolicy.factoryOf());
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
  void nullIsRemembered_byEveryJvm_untilItExpires(TestRedis server) {
    CinnabarConfiguration<String, Integer> settings =
        settings(Duration.ofMillis(800), EternalExpiryPolicy.factoryOf());
    Cache<String, Integer> one = open(server, settings);
    Cache<String, Integer> two = open(server, settings);
    assertThat(one.get("a")).isNull();
    assertThat(one.get("a")).isNull();
    assertThat(two.get("a")).isNull();
    assertThat(two.getAll(Set.of("a"))).isEmpty();
    assertThat(loads).hasSizeBetween(1, 2); // 2 on a machine that stands still
    source.put("a", 1);
    Awaitility.await().until(() -> Integer.valueOf(1).equals(one.get("a")));
    assertThat(two.get("a")).isEqualTo(1);
  }

  @OnEveryServer
  void nullsOfAllPolicies_areRemembered(TestRedis server) {
    javax.cache.expiry.Duration tenMinutes = new javax.cache.expiry.Duration(TimeUnit.MINUTES, 10);
    for (Factory<ExpiryPolicy> policy :
        List.of(
            CreatedExpiryPolicy.factoryOf(tenMinutes),
            AccessedExpiryPolicy.factoryOf(tenMinutes))) {
      loads.clear();
      Cache<String, Integer> cache = open(server, settings(LONG, policy));
      assertThat(cache.get("a")).isNull();
      assertThat(cache.getAll(Set.of("a", "b"))).isEmpty();
      assertThat(cache.get("b")).isNull();
      assertThat(cache.getAll(Set.of("a", "b"))).isEmpty();
      assertThat(loads).containsExactly("a", "b");
      cache.getCacheManager().destroyCache("cache");
    }
  }

  @OnEveryServer
  void rememberedNull_isNoEntry(TestRedis server) throws Exception {
    CinnabarCache<String, Integer> cache = open(server, settings());
    cache.get("a");
    cache.get("a");

    assertThat(cache.containsKey("a")).isFalse();
    assertThat(cache.iterator()).isExhausted();
    assertThat(cache.replace("a", 1)).isFalse();
    assertThat(cache.remove("a", 1)).isFalse();
    assertThat(cache.getAndReplace("a", 1)).isNull();
    Boolean exists = cache.invoke("a", (entry, arguments) -> entry.exists());
    assertThat(exists).isFalse();
    assertThat(statistic("CacheHits")).isZero();
    assertThat(statistic("CacheMisses")).isEqualTo(6);
    assertThat(loads).containsExactly("a");
  }

  @OnEveryServer
  void writesTakeItsPlace_asCreations(TestRedis server) {
    EventLog<String, Integer> log = new EventLog<>();
    CinnabarCache<String, Integer> cache = open(server, settings());
    cache.registerCacheEntryListener(log.configuration(true));
    for (String key : List.of("a", "b", "c", "d", "e")) {
      cache.get(key);
    }
    cache.put("a", 1);
    assertThat(cache.putIfAbsent("b", 1)).isTrue();
    assertThat(cache.getAndPut("c", 1)).isNull();
    cache.putAll(Map.of("d", 1));
    cache.invoke(
        "e",
        (entry, arguments) -> {
          entry.setValue(1);
          return entry;
        });

    assertThat(log.lines())
        .containsExactly(
            "CREATED a: 1", "CREATED b: 1", "CREATED c: 1", "CREATED d: 1", "CREATED e: 1");
    assertThat(cache.getAll(Set.of("a", "b", "c", "d", "e"))).hasSize(5);
    cache.put("a", 2);
    cache.remove("a");
    assertThat(log.lines()).endsWith("UPDATED a: 1 -> 2", "REMOVED a: 2");
  }

  @OnEveryServer
  void whatTakesItsPlace_livesOnItsOwn(TestRedis server) {
    EventLog<String, Integer> log = new EventLog<>();
    CinnabarConfiguration<String, Integer> settings =
        settings(Duration.ofMillis(500), EternalExpiryPolicy.factoryOf());
    CinnabarCache<String, Integer> cache = open(server, settings);
    cache.registerCacheEntryListener(log.configuration(false)); // so deadlines are in the index
    cache.get("a");
    cache.put("a", 1);
    cache.get("b");
    Awaitility.await()
        .during(Duration.ofMillis(1500))
        .atMost(Duration.ofSeconds(10))
        .until(() -> cache.containsKey("a"));
    assertThat(log.lines()).containsExactly("CREATED a: 1"); // the null of b expired in silence
  }

  @OnEveryServer
  void removals_forgetIt(TestRedis server) {
    CinnabarCache<String, Integer> cache = open(server, settings());
    assertForgets(cache, () -> cache.invalidate("a"));
    assertForgets(cache, () -> cache.remove("a"));
    assertForgets(cache, () -> cache.removeAll(Set.of("a")));
    assertForgets(cache, cache::clear);
    assertThat(statistic("CacheRemovals")).isZero();
  }

  @OnEveryServer
  void removalsThroughAWriter_forgetIt_andRemoveAllDoesNotTellTheWriter(TestRedis server) {
    CinnabarConfiguration<String, Integer> settings = settings();
    settings.setWriteThrough(true).setCacheWriterFactory(Source::new);
    CinnabarCache<String, Integer> cache = open(server, settings);
    assertForgets(cache, () -> cache.remove("a"));
    assertThat(deleted).containsExactly("a");
    cache.get("b");
    cache.removeAll();
    assertThat(deleted).containsExactly("a");
    cache.put("b", 1);
    assertThat(cache.get("b")).isEqualTo(1);
  }

  @OnEveryServer
  void nearCache_servesWhatTookItsPlace(TestRedis server) {
    Cache<String, Integer> one = open(server, settings().setNearSize(100));
    Cache<String, Integer> two = open(server, settings().setNearSize(100));
    assertThat(one.get("a")).isNull();
    assertThat(two.get("a")).isNull();
    one.put("a", 1);
    assertThat(one.get("a")).isEqualTo(1);
    Awaitility.await().until(() -> Integer.valueOf(1).equals(two.get("a")));
    assertThat(loads).containsExactly("a");
  }

  private void assertForgets(Cache<String, Integer> cache, Runnable removal) {
    loads.clear();
    source.clear();
    cache.get("a");
    cache.get("a");
    assertThat(loads).containsExactly("a");
    removal.run();
    cache.get("a");
    assertThat(loads).containsExactly("a", "a");
    cache.clear();
  }

  private long statistic(String name) {
    try {
      String manager = fixtures.get(0).manager().getURI().toString().replaceAll("[,:=\"*?\n]", ".");
      ObjectName bean =
          new ObjectName(
              "javax.cache:type=CacheStatistics,CacheManager=" + manager + ",Cache=cache");
      return ((Number) ManagementFactory.getPlatformMBeanServer().getAttribute(bean, name))
          .longValue();
    } catch (javax.management.JMException e) {
      throw new IllegalStateException(e);
    }
  }
}
