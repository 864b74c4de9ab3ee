package org.cinnabar.jcache;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.OnEveryServer;
import org.cinnabar.jcache.testing.Requests;
import org.cinnabar.jcache.testing.TestRedis;

/** How many requests an operation takes, counted where they arrive. */
class RoundTripsTest {
  private static final List<Factory<ExpiryPolicy>> PURE_POLICIES =
      List.of(EternalExpiryPolicy.factoryOf(), CreatedExpiryPolicy.factoryOf(Duration.ONE_HOUR));

  @OnEveryServer
  void operationsThatExistenceDecides_takeOneRequest(TestRedis server) {
    for (Factory<ExpiryPolicy> policy : PURE_POLICIES) {
      try (JCacheFixture fixture = JCacheFixture.on(server);
          Requests requests = new Requests(fixture)) {
        Cache<String, Integer> cache = warm(fixture, policy);
        List<Runnable> operations =
            List.of(
                () -> cache.get("a"),
                () -> cache.put("a", 1),
                () -> cache.get("a"),
                () -> cache.containsKey("a"),
                () -> cache.put("a", 2),
                () -> cache.getAndPut("a", 3),
                () -> cache.putIfAbsent("a", 4),
                () -> cache.putIfAbsent("b", 4),
                () -> cache.replace("a", 5),
                () -> cache.replace("c", 5),
                () -> cache.getAndReplace("a", 6),
                () -> cache.remove("a"),
                () -> cache.remove("a"),
                () -> cache.getAndRemove("b"));
        for (int i = 0; i < operations.size(); i++) {
          assertThat(requests.during(operations.get(i))).as("operation %s", i).isEqualTo(1);
        }
      }
    }
  }

  @OnEveryServer
  void operationsThatTheValueDecides_takeTwoAtMost(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server);
        Requests requests = new Requests(fixture)) {
      Cache<String, Integer> cache = warm(fixture, EternalExpiryPolicy.factoryOf());
      cache.put("a", 1);

      assertThat(requests.during(() -> cache.replace("a", 9, 2))).isEqualTo(1);
      assertThat(requests.during(() -> cache.replace("a", 1, 2))).isEqualTo(2);
      assertThat(requests.during(() -> cache.remove("a", 9))).isEqualTo(1);
      assertThat(requests.during(() -> cache.invoke("a", (entry, arguments) -> entry.getValue())))
          .isEqualTo(1);
      assertThat(requests.during(() -> cache.remove("a", 2))).isEqualTo(2);
    }
  }

  @OnEveryServer
  void batches_takeARequestForManyKeys(TestRedis server) {
    Map<String, Integer> entries =
        IntStream.range(0, 500).boxed().collect(toMap(i -> "k" + i, i -> i));
    try (JCacheFixture fixture = JCacheFixture.on(server);
        Requests requests = new Requests(fixture)) {
      Cache<String, Integer> cache = warm(fixture, EternalExpiryPolicy.factoryOf());

      assertThat(requests.during(() -> cache.putAll(entries))).isEqualTo(1);
      assertThat(requests.during(() -> cache.getAll(entries.keySet()))).isEqualTo(1);
      assertThat(requests.during(() -> cache.removeAll(entries.keySet()))).isEqualTo(1);
      assertThat(cache).hasSize(1);
    }
  }

  /** A cache that is connected, has checked its metadata and isn't empty. */
  private static Cache<String, Integer> warm(JCacheFixture fixture, Factory<ExpiryPolicy> policy) {
    Cache<String, Integer> cache =
        fixture.cache(
            new MutableConfiguration<String, Integer>()
                .setTypes(String.class, Integer.class)
                .setExpiryPolicyFactory(policy));
    for (int i = 0; i < 3; i++) {
      cache.put("warm", 1);
      cache.get("warm");
      cache.getAll(java.util.Set.of("warm", "none"));
    }
    return cache;
  }
}
