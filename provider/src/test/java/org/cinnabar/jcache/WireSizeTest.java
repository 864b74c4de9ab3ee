package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.configuration.Factory;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.MapLoader;
import org.cinnabar.jcache.testing.OnEveryServer;
import org.cinnabar.jcache.testing.TestRedis;

/** How many bytes an operation sends, counted where they arrive. */
class WireSizeTest {
  private static final String VALUE = "x".repeat(200_000);

  @OnEveryServer
  void valueTravelsOnce_whicheverBranchOfTheCommitStoresIt(TestRedis server) {
    for (CinnabarConfiguration<String, String> configuration : configurations()) {
      try (JCacheFixture fixture = JCacheFixture.on(server)) {
        Cache<String, String> cache = fixture.cache(configuration);
        cache.put("first", "connects, and makes the server know the script");

        List<Runnable> operations =
            List.of(
                () -> cache.put("a", VALUE),
                () -> cache.put("a", VALUE),
                () -> cache.getAndPut("b", VALUE),
                () -> cache.putIfAbsent("c", VALUE),
                () -> cache.replace("c", VALUE),
                () -> cache.putAll(Map.of("a", VALUE)));

        for (int i = 0; i < operations.size(); i++) {
          assertThat(received(server, operations.get(i)))
              .as("operation %s with %s", i, configuration.getExpiryPolicyFactory().create())
              .isBetween(200_000L, 300_000L);
        }
      }
    }
  }

  private static List<CinnabarConfiguration<String, String>> configurations() {
    List<Factory<ExpiryPolicy>> policies =
        List.of(
            EternalExpiryPolicy.factoryOf(),
            CreatedExpiryPolicy.factoryOf(Duration.ONE_HOUR),
            ModifiedExpiryPolicy.factoryOf(Duration.ONE_HOUR));
    CinnabarConfiguration<String, String> refreshed =
        configuration(policies.get(2)).setRefreshAhead(RefreshAhead.OFF.withShare(0.5));
    refreshed
        .setReadThrough(true)
        .setCacheLoaderFactory(new MapLoader<String, String>(key -> null).factory());
    return Stream.concat(policies.stream().map(WireSizeTest::configuration), Stream.of(refreshed))
        .toList();
  }

  private static CinnabarConfiguration<String, String> configuration(Factory<ExpiryPolicy> policy) {
    CinnabarConfiguration<String, String> configuration = new CinnabarConfiguration<>();
    configuration.setTypes(String.class, String.class).setExpiryPolicyFactory(policy);
    return configuration;
  }

  private static long received(TestRedis server, Runnable operation) {
    long before = received(server);
    operation.run();
    return received(server) - before;
  }

  private static long received(TestRedis server) {
    return server
        .ask("INFO stats")
        .lines()
        .filter(line -> line.startsWith("total_net_input_bytes:"))
        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
        .findFirst()
        .orElseThrow();
  }
}
