package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.cache.Cache;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.integration.CacheWriter;
import org.cinnabar.jcache.testing.EventLog;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.OnEveryServer;
import org.cinnabar.jcache.testing.RedisServers;
import org.cinnabar.jcache.testing.ServerDeadlines;
import org.cinnabar.jcache.testing.TestRedis;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Entries that are given a duration of their own when they are stored. */
class OwnExpiryTest {
  private static final Duration OWN = Duration.ofMinutes(10);
  private static final javax.cache.expiry.Duration HOUR = javax.cache.expiry.Duration.ONE_HOUR;

  @OnEveryServer
  void put_ownDuration_overridesThePolicyAtCreationAndUpdate(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      CinnabarCache<String, Integer> cache = cache(fixture, CreatedExpiryPolicy.factoryOf(HOUR));
      cache.put("updated", 1);
      cache.put("updated", 2, OWN);
      cache.put("created", 3, OWN);
      cache.putAll(Map.of("all", 4, "updated", 5), OWN);

      assertThat(cache.get("updated")).isEqualTo(5);
      assertThat(cache.get("created")).isEqualTo(3);
      assertThat(ttls(fixture, "updated", "created", "all")).allSatisfy(OwnExpiryTest::isOwn);
    }
  }

  @OnEveryServer
  void put_laterWithout_followsThePolicyAgain(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      CinnabarCache<String, Integer> cache = cache(fixture, ModifiedExpiryPolicy.factoryOf(HOUR));
      cache.put("a", 1, OWN);
      cache.put("a", 2);

      assertThat(ttls(fixture, "a").get(0)).isGreaterThan(OWN.toMillis());
    }
  }

  @OnEveryServer
  void put_laterUnderAPolicyThatLeavesUpdatesAlone_keepsTheOwnEnd(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      CinnabarCache<String, Integer> cache = cache(fixture, EternalExpiryPolicy.factoryOf());
      cache.put("a", 1, OWN);
      cache.put("a", 2);

      isOwn(ttls(fixture, "a").get(0));
      assertThat(cache.get("a")).isEqualTo(2);
    }
  }

  @OnEveryServer
  void putIfAbsent_ownDuration_onlyWhereItStores(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      CinnabarCache<String, Integer> cache = cache(fixture, CreatedExpiryPolicy.factoryOf(HOUR));
      cache.put("present", 1);

      assertThat(cache.putIfAbsent("present", 2, OWN)).isFalse();
      assertThat(cache.putIfAbsent("absent", 2, OWN)).isTrue();
      assertThat(ttls(fixture, "present").get(0)).isGreaterThan(OWN.toMillis());
      isOwn(ttls(fixture, "absent").get(0));
    }
  }

  @OnEveryServer
  void ownDuration_shortOrVeryLong(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      CinnabarCache<String, Integer> cache = cache(fixture, CreatedExpiryPolicy.factoryOf(HOUR));
      cache.put("short", 1, Duration.ofNanos(1));
      cache.put("long", 1, Duration.ofDays(365_000));
      cache.put("longest", 1, Duration.ofSeconds(Long.MAX_VALUE));
      cache.put("longest", 2, Duration.ofSeconds(Long.MAX_VALUE));

      await().until(() -> !cache.containsKey("short"));
      assertThat(ttls(fixture, "long", "longest")).containsExactly(-1L, -1L);
    }
  }

  @OnEveryServer
  void ownDuration_isOtherwiseAnOrdinaryPut(TestRedis server) {
    Map<Object, Object> rows = new ConcurrentHashMap<>();
    List<String> asked = new ArrayList<>();
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, Integer> plain =
          fixture.cache(
              configuration(() -> asking(asked))
                  .setWriteThrough(true)
                  .setCacheWriterFactory(() -> writingInto(rows)));
      EventLog<String, Integer> log = new EventLog<>();
      plain.registerCacheEntryListener(log.configuration(true));
      CinnabarCache<String, Integer> cache = ours(plain);

      cache.put("a", 1, OWN);
      cache.put("a", 2, OWN);
      cache.putIfAbsent("b", 3, OWN);

      assertThat(log.lines()).containsExactly("CREATED a: 1", "UPDATED a: 1 -> 2", "CREATED b: 3");
      assertThat(rows).isEqualTo(Map.of("a", 2, "b", 3));
      assertThat(asked).isEmpty();
      assertThat(ttls(fixture, "a", "b")).allSatisfy(OwnExpiryTest::isOwn);
    }
  }

  @Test
  @SuppressWarnings("NullAway") // null is what is tested
  void badDuration_isRefused() {
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      CinnabarCache<String, Integer> cache = cache(fixture, CreatedExpiryPolicy.factoryOf(HOUR));
      for (Duration bad : new Duration[] {null, Duration.ZERO, Duration.ofSeconds(-1)}) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> cache.put("a", 1, bad))
            .withMessageContaining("duration must be positive, not " + bad);
        assertThatIllegalArgumentException().isThrownBy(() -> cache.putIfAbsent("a", 1, bad));
        assertThatIllegalArgumentException().isThrownBy(() -> cache.putAll(Map.of("a", 1), bad));
      }
      assertThat(cache.containsKey("a")).isFalse();
    }
  }

  private static void isOwn(long millis) {
    assertThat(millis)
        .isPositive()
        .isGreaterThan(OWN.minusMinutes(5).toMillis())
        .isLessThanOrEqualTo(OWN.toMillis());
  }

  private static List<Long> ttls(JCacheFixture fixture, String... keys) {
    return ServerDeadlines.millisToLive(fixture, List.of(keys));
  }

  private static CinnabarCache<String, Integer> cache(
      JCacheFixture fixture, Factory<ExpiryPolicy> expiry) {
    return ours(fixture.cache(configuration(expiry)));
  }

  @SuppressWarnings("unchecked")
  private static CinnabarCache<String, Integer> ours(Cache<String, Integer> cache) {
    return cache.unwrap(CinnabarCache.class);
  }

  private static MutableConfiguration<String, Integer> configuration(Factory<ExpiryPolicy> expiry) {
    return new MutableConfiguration<String, Integer>()
        .setTypes(String.class, Integer.class)
        .setExpiryPolicyFactory(expiry);
  }

  private static ExpiryPolicy asking(List<String> asked) {
    return new ExpiryPolicy() {
      @Override
      public javax.cache.expiry.Duration getExpiryForCreation() {
        asked.add("creation");
        return HOUR;
      }

      @Override
      public javax.cache.expiry.@Nullable Duration getExpiryForAccess() {
        asked.add("access");
        return null;
      }

      @Override
      public javax.cache.expiry.@Nullable Duration getExpiryForUpdate() {
        asked.add("update");
        return null;
      }
    };
  }

  private static CacheWriter<Object, Object> writingInto(Map<Object, Object> rows) {
    return new CacheWriter<>() {
      @Override
      public void write(Cache.Entry<?, ?> entry) {
        rows.put(entry.getKey(), entry.getValue());
      }

      @Override
      public void writeAll(Collection<Cache.Entry<?, ?>> entries) {
        entries.forEach(this::write);
      }

      @Override
      public void delete(Object key) {
        rows.remove(key);
      }

      @Override
      public void deleteAll(Collection<?> keys) {
        keys.forEach(this::delete);
      }
    };
  }
}
