package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheWriter;
import javax.management.ObjectName;
import org.cinnabar.jcache.testing.EventLog;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.OnEveryServer;
import org.cinnabar.jcache.testing.RedisServers;
import org.cinnabar.jcache.testing.TestRedis;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Entries removed because they are out of date, one by one, by a glob, or by a predicate. */
class InvalidationTest {
  private static final int MANY = 3_500;

  record Point(int x, int y) {}

  /** The eternal policy, but of a class that Cinnabar can't know. */
  private static final class OtherPolicy implements ExpiryPolicy {
    @Override
    public Duration getExpiryForCreation() {
      return Duration.ETERNAL;
    }

    @Override
    public @Nullable Duration getExpiryForAccess() {
      return null;
    }

    @Override
    public @Nullable Duration getExpiryForUpdate() {
      return null;
    }
  }

  /** A writer that writes down what it hears. */
  private record Told(List<Object> deleted) implements CacheWriter<Object, Object> {
    @Override
    public void write(Cache.Entry<?, ?> entry) {}

    @Override
    public void writeAll(Collection<Cache.Entry<?, ?>> entries) {
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

  @OnEveryServer
  void glob_removesWhatMatches_andNothingElse(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      CinnabarCache<String, Integer> cache = ours(fixture.cache());
      List<String> keys =
          List.of("user:1:a", "user:1:b", "user:2:a", "user:", "xuser:1:a", "a*b", "aXb", "é", "");
      keys.forEach(key -> cache.put(key, 1));

      assertThat(cache.invalidateAll("user:1:*")).isEqualTo(2);
      assertThat(left(cache))
          .containsExactlyInAnyOrder("user:2:a", "user:", "xuser:1:a", "a*b", "aXb", "é", "");
      assertThat(cache.invalidateAll("a\\*b")).isOne();
      assertThat(cache.invalidateAll("user:[13]:?")).isZero();
      assertThat(cache.invalidateAll("user:[2]:?")).isOne();
      assertThat(cache.invalidateAll("é")).isOne();
      assertThat(cache.invalidateAll("")).isOne();
      assertThat(left(cache)).containsExactlyInAnyOrder("user:", "xuser:1:a", "aXb");
      assertThat(cache.invalidateAll("*")).isEqualTo(3);
      assertThat(cache).isEmpty();
    }
  }

  @OnEveryServer
  void glob_overManyEntriesOfSeveralPartitions(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      CinnabarCache<Integer, Integer> cache =
          ours(
              fixture.cache(
                  new CinnabarConfiguration<Integer, Integer>()
                      .setTypes(Integer.class, Integer.class)
                      .setPartitions(3)));
      Map<Integer, Integer> entries = new HashMap<>();
      IntStream.range(0, MANY).forEach(i -> entries.put(i, i));
      cache.putAll(entries);

      assertThat(cache.invalidateAll("2*")).isEqualTo(1111); // 2, 20-29, 200-299, 2000-2999
      assertThat(cache.containsKey(2345)).isFalse();
      assertThat(cache.getAll(entries.keySet())).hasSize(MANY - 1111);
      assertThat(cache.invalidateAll(key -> key % 10 == 3)).isEqualTo(239); // of 350, 111 are gone
      assertThat(cache.getAll(entries.keySet())).hasSize(MANY - 1111 - 239);
    }
  }

  @OnEveryServer
  void predicate_worksOnAnyKey(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      CinnabarCache<Point, String> cache =
          ours(
              fixture.cache(
                  new MutableConfiguration<Point, String>().setTypes(Point.class, String.class)));
      cache.put(new Point(1, 1), "a");
      cache.put(new Point(1, 2), "b");
      cache.put(new Point(2, 1), "c");

      assertThat(cache.invalidateAll(point -> point.x() == 1)).isEqualTo(2);
      assertThat(cache.getAll(Set.of(new Point(1, 1), new Point(1, 2), new Point(2, 1))))
          .isEqualTo(Map.of(new Point(2, 1), "c"));
    }
  }

  @OnEveryServer
  void listenersHearARemoval_andTheWriterNothing(TestRedis server) throws Exception {
    for (ExpiryPolicy policy : List.of(new EternalExpiryPolicy(), new OtherPolicy())) {
      List<Object> deleted = new ArrayList<>();
      try (JCacheFixture fixture = JCacheFixture.on(server)) {
        Cache<String, Integer> cache =
            fixture.cache(
                new MutableConfiguration<String, Integer>()
                    .setTypes(String.class, Integer.class)
                    .setExpiryPolicyFactory(() -> policy)
                    .setStatisticsEnabled(true)
                    .setWriteThrough(true)
                    .setCacheWriterFactory(() -> new Told(deleted)));
        List.of("a", "b", "c", "d").forEach(key -> cache.put(key, 1));
        EventLog<String, Integer> log = new EventLog<>();
        cache.registerCacheEntryListener(log.configuration(true));

        assertThat(ours(cache).invalidate("a")).isTrue();
        assertThat(ours(cache).invalidate("a")).isFalse();
        ours(cache).invalidateAll("b");
        ours(cache).invalidateAll(key -> key.equals("c"));

        assertThat(log.lines()).containsExactly("REMOVED a: 1", "REMOVED b: 1", "REMOVED c: 1");
        assertThat(deleted).isEmpty();
        assertThat(removals(fixture)).isEqualTo(3);
        cache.remove("d");
        assertThat(deleted).containsExactly("d");
      }
    }
  }

  @OnEveryServer
  void nearCachesOfOtherJvms_dropTheirCopies(TestRedis server) {
    try (JCacheFixture here = JCacheFixture.on(server);
        JCacheFixture there = here.another()) {
      CinnabarConfiguration<String, Integer> near =
          new CinnabarConfiguration<String, Integer>()
              .setTypes(String.class, Integer.class)
              .setNearSize(10);
      CinnabarCache<String, Integer> cache = ours(here.cache(near));
      Cache<String, Integer> other = there.cache(near);
      cache.put("a", 1);
      await()
          .untilAsserted(
              () -> {
                assertThat(cache.get("a")).isEqualTo(1);
                assertThat(other.get("a")).isEqualTo(1);
              });

      assertThat(cache.invalidateAll("a")).isOne();

      assertThat(cache.get("a")).isNull();
      await().until(() -> other.get("a") == null);
    }
  }

  @Test
  void globOverKeysThatAreNoText_isRefused() {
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      for (Class<?> type : List.of(Point.class, Object.class, Number.class)) {
        Cache<?, ?> cache =
            fixture
                .manager()
                .createCache(
                    type.getSimpleName(),
                    new MutableConfiguration<>().setTypes(castTo(type), Object.class));
        assertThatExceptionOfType(UnsupportedOperationException.class)
            .isThrownBy(() -> cache.unwrap(CinnabarCache.class).invalidateAll("*"))
            .withMessageContaining("'" + type.getSimpleName() + "'")
            .withMessageContaining(type.getName())
            .withMessageContaining("invalidateAll(Predicate)");
      }
    }
  }

  @Test
  void glob_overIdentifiers() {
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      CinnabarCache<UUID, Integer> cache =
          ours(
              fixture.cache(
                  new MutableConfiguration<UUID, Integer>().setTypes(UUID.class, Integer.class)));
      cache.put(UUID.fromString("00000000-0000-0000-0000-00000000000a"), 1);
      cache.put(UUID.fromString("10000000-0000-0000-0000-00000000000a"), 1);

      assertThat(cache.invalidateAll("0*-*a")).isOne();
    }
  }

  @Test
  @SuppressWarnings("NullAway") // null is what is tested
  void badInput_isRefused() {
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      CinnabarCache<String, Integer> cache = ours(fixture.cache());
      assertThatNullPointerException().isThrownBy(() -> cache.invalidateAll((String) null));
      assertThatNullPointerException()
          .isThrownBy(() -> cache.invalidateAll((Predicate<String>) null));
      assertThatNullPointerException().isThrownBy(() -> cache.invalidate(null));
      assertThatIllegalArgumentException().isThrownBy(() -> cache.invalidateAll("a\ud800"));
    }
  }

  private static long removals(JCacheFixture fixture) throws Exception {
    String manager = fixture.manager().getURI().toString().replaceAll("[,:=\"*?\n]", ".");
    ObjectName bean =
        new ObjectName("javax.cache:type=CacheStatistics,CacheManager=" + manager + ",Cache=cache");
    return (Long) ManagementFactory.getPlatformMBeanServer().getAttribute(bean, "CacheRemovals");
  }

  private static Set<String> left(Cache<String, Integer> cache) {
    Set<String> keys = new HashSet<>();
    cache.forEach(entry -> keys.add(entry.getKey()));
    return keys;
  }

  @SuppressWarnings("unchecked")
  private static <K> Class<K> castTo(Class<?> type) {
    return (Class<K>) type;
  }

  @SuppressWarnings("unchecked")
  private static <K, V> CinnabarCache<K, V> ours(Cache<K, V> cache) {
    return cache.unwrap(CinnabarCache.class);
  }
}
