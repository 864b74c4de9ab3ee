package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Properties;
import java.util.Set;
import javax.cache.Cache;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.RedisServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys that are read most, as the cache tells them. */
class HotKeysTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 100})
  void reads_areCounted_hitOrMiss_nearOrNot(int nearSize) {
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      CinnabarCache<String, Integer> cache =
          unwrapped(fixture, configuration().setHotKeysSize(3).setNearSize(nearSize));
      cache.put("hit", 1);
      for (int i = 0; i < 40; i++) {
        cache.get("hit");
      }
      for (int i = 0; i < 30; i++) {
        cache.get("miss");
      }
      for (int i = 0; i < 20; i++) {
        cache.getAll(Set.of("hit", "batch"));
      }
      cache.get("seldom");

      assertThat(cache.hotKeys())
          .containsExactly(
              new HotKey<>("hit", 60), new HotKey<>("miss", 30), new HotKey<>("batch", 20));
    }
  }

  @Test
  void off_byDefault() {
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      CinnabarCache<String, Integer> cache = unwrapped(fixture, configuration());
      cache.get("a");

      assertThat(cache.hotKeys()).isEmpty();
    }
  }

  @Test
  void setting_isDeclared() {
    Properties properties = new Properties();
    properties.setProperty("cinnabar.caches.hot.hot-keys.size", "5");
    try (CinnabarCachingProvider provider = new CinnabarCachingProvider()) {
      CinnabarCache<String, Integer> cache =
          cast(
              provider
                  .getCacheManager(
                      JCacheFixture.uri(RedisServers.shared(), "hot-" + System.nanoTime()),
                      getClass().getClassLoader(),
                      properties)
                  .createCache("hot", configuration()));
      cache.get("a");

      assertThat(cache.hotKeys()).containsExactly(new HotKey<>("a", 1));
      cache.getCacheManager().destroyCache("hot");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> configuration().setHotKeysSize(-1))
        .withMessageContaining("hotKeysSize must be from 0 to 100000, not -1");
  }

  private static CinnabarConfiguration<String, Integer> configuration() {
    return new CinnabarConfiguration<String, Integer>().setTypes(String.class, Integer.class);
  }

  private static CinnabarCache<String, Integer> unwrapped(
      JCacheFixture fixture, CinnabarConfiguration<String, Integer> configuration) {
    return cast(fixture.cache(configuration));
  }

  @SuppressWarnings("unchecked")
  private static <K, V> CinnabarCache<K, V> cast(Cache<K, V> cache) {
    return cache.unwrap(CinnabarCache.class);
  }
}
