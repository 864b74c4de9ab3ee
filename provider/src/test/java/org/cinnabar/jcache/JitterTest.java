package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.configuration.Factory;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.OnEveryServer;
import org.cinnabar.jcache.testing.RedisServers;
import org.cinnabar.jcache.testing.Requests;
import org.cinnabar.jcache.testing.ServerDeadlines;
import org.cinnabar.jcache.testing.TestRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Times to live that are varied by a share, so that entries don't expire together. */
class JitterTest {
  private static final List<String> KEYS = IntStream.range(0, 200).mapToObj(i -> "k" + i).toList();
  private static final Duration MINUTES = new Duration(TimeUnit.MINUTES, 1000);
  private static final long MILLIS = TimeUnit.MINUTES.toMillis(1000);
  private static final long SLACK = TimeUnit.MINUTES.toMillis(5); // for a machine that stands still

  @OnEveryServer
  void creation_isVariedWithinTheShare(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, Integer> cache =
          fixture.cache(jittered(CreatedExpiryPolicy.factoryOf(MINUTES), 0.2));
      KEYS.forEach(key -> cache.put(key, 1));

      assertVaried(ServerDeadlines.millisToLive(fixture, KEYS));
    }
  }

  @OnEveryServer
  void updateAndAccess_areVariedAnew(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, Integer> cache =
          fixture.cache(jittered(TouchedExpiryPolicy.factoryOf(MINUTES), 0.2));
      KEYS.forEach(key -> cache.put(key, 1));
      List<Long> created = ServerDeadlines.millisToLive(fixture, KEYS);

      KEYS.forEach(key -> cache.put(key, 2));
      List<Long> updated = ServerDeadlines.millisToLive(fixture, KEYS);
      assertVaried(updated);
      cache.getAll(Set.copyOf(KEYS));
      List<Long> accessed = ServerDeadlines.millisToLive(fixture, KEYS);
      assertVaried(accessed);

      assertThat(longer(created, updated)).isBetween(20L, 180L);
      assertThat(longer(updated, accessed)).isBetween(20L, 180L);
    }
  }

  @Test
  void put_isStillOneRoundTrip() {
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared());
        Requests requests = new Requests(fixture)) {
      Cache<String, Integer> cache =
          fixture.cache(
              jittered(AccessedExpiryPolicy.factoryOf(MINUTES), 0.2)
                  .setPartitions(1)); // each is swept when it is first used
      cache.put("a", 1);

      assertThat(requests.during(() -> cache.put("a", 2))).isEqualTo(1);
      assertThat(requests.during(() -> cache.putIfAbsent("b", 2))).isEqualTo(1);
      assertThat(requests.during(() -> cache.get("a"))).isEqualTo(1);
    }
  }

  @Test
  void eternalCache_isRefused() {
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      for (Factory<ExpiryPolicy> eternal :
          List.of(
              EternalExpiryPolicy.factoryOf(), CreatedExpiryPolicy.factoryOf(Duration.ETERNAL))) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> fixture.cache(jittered(eternal, 0.1)))
            .withMessageContaining("cache 'cache'")
            .withMessageContaining("expiry.jitter")
            .withMessageContaining("eternal");
        assertThat(fixture.manager().getCacheNames()).isEmpty();
      }
      fixture.cache(jittered(EternalExpiryPolicy.factoryOf(), 0)).put("a", 1);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, 1.5, Double.NaN, Double.POSITIVE_INFINITY})
  void shareOutOfRange_isRefused(double share) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CinnabarConfiguration<>().setExpiryJitter(share))
        .withMessageContaining("expiryJitter")
        .withMessageContaining("not " + share);
  }

  @Test
  void setting_isPartOfTheConfiguration() throws Exception {
    CinnabarConfiguration<String, Integer> configuration =
        jittered(CreatedExpiryPolicy.factoryOf(MINUTES), 0.25);

    assertThat(configuration.getSettingsMade()).containsExactly("expiry.jitter");
    for (CinnabarConfiguration<?, ?> copy :
        List.of(new CinnabarConfiguration<>(configuration), serialized(configuration))) {
      assertThat(copy).isEqualTo(configuration).hasSameHashCodeAs(configuration);
      assertThat(copy.getExpiryJitter()).isEqualTo(0.25);
      assertThat(copy.setExpiryJitter(0.3)).isNotEqualTo(configuration);
    }
  }

  private static void assertVaried(List<Long> millis) {
    assertThat(millis)
        .hasSameSizeAs(KEYS)
        .allSatisfy(
            each ->
                assertThat(each).isBetween((long) (0.8 * MILLIS) - SLACK, (long) (1.2 * MILLIS)))
        // that none of 200 falls into an outer quarter happens once in 10^24
        .anySatisfy(each -> assertThat(each).isLessThan((long) (0.9 * MILLIS)))
        .anySatisfy(each -> assertThat(each).isGreaterThan((long) (1.1 * MILLIS)));
  }

  private static long longer(List<Long> before, List<Long> after) {
    return IntStream.range(0, before.size()).filter(i -> after.get(i) > before.get(i)).count();
  }

  private static CinnabarConfiguration<String, Integer> jittered(
      Factory<ExpiryPolicy> expiry, double share) {
    CinnabarConfiguration<String, Integer> configuration =
        new CinnabarConfiguration<String, Integer>()
            .setTypes(String.class, Integer.class)
            .setExpiryJitter(share);
    configuration.setExpiryPolicyFactory(expiry);
    return configuration;
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
