package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.awaitility.Awaitility;
import org.cinnabar.jcache.testing.LocalCluster;
import org.cinnabar.jcache.testing.RedisServers;
import org.cinnabar.jcache.testing.TestRedis;
import org.junit.jupiter.api.Test;

/** Managers that are opened while a part of their servers is missing. */
class MissingMasterTest {
  /** Few, as each of the missing master's takes a deadline to fail. */
  private static final int ENTRIES = 30;

  private static final Duration LONG_ENOUGH = Duration.ofSeconds(40);

  private static Cache<String, Integer> cache(CinnabarCachingProvider provider, String uri) {
    return provider
        .getCacheManager(URI.create(uri), null, null)
        .createCache(
            "cache",
            new CinnabarConfiguration<String, Integer>()
                .setTypes(String.class, Integer.class)
                .setPartitions(16));
  }

  private static Map<String, Integer> entries() {
    return IntStream.range(0, ENTRIES).boxed().collect(Collectors.toMap(i -> "k" + i, i -> i));
  }

  private static long readable(Cache<String, Integer> cache) {
    long count = 0;
    for (Map.Entry<String, Integer> entry : entries().entrySet()) {
      try {
        count += entry.getValue().equals(cache.get(entry.getKey())) ? 1 : 0;
      } catch (CacheException e) {
        // of the master that is missing
      }
    }
    return count;
  }

  @Test
  void oneMasterDead_theOthersServe_andItsKeysOnceItIsBack() {
    try (LocalCluster cluster =
        LocalCluster.start(
            RedisServers.embeddedBinary(),
            3,
            0,
            "--cluster-require-full-coverage",
            "no",
            "--save",
            "")) {
      Lost lost = fillAndLose(cluster);

      try (CinnabarCachingProvider provider = new CinnabarCachingProvider()) {
        Cache<String, Integer> cache = cache(provider, cluster.uri() + "?deadline=500ms");
        Awaitility.await()
            .atMost(LONG_ENOUGH)
            .untilAsserted(() -> assertThat(readable(cache)).isEqualTo(ENTRIES - lost.entries()));

        lost.master().start();

        Awaitility.await()
            .atMost(LONG_ENOUGH)
            .ignoreExceptions()
            .untilAsserted(
                () -> {
                  cache.putAll(entries());
                  assertThat(cache.getAll(entries().keySet())).isEqualTo(entries());
                });
      }
    }
  }

  /** Fills a cache, and kills a master that hasn't its record, which each JVM reads first. */
  private static Lost fillAndLose(LocalCluster cluster) {
    try (CinnabarCachingProvider provider = new CinnabarCachingProvider()) {
      Cache<String, Integer> cache = cache(provider, cluster.uri() + "?deadline=5s");
      cache.putAll(entries());
      TestRedis master =
          cluster.masters().stream()
              .filter(node -> !node.ask("KEYS *:metadata").contains("{cache}"))
              .findFirst()
              .orElseThrow();
      Map<String, Long> byNode =
          cache.unwrap(CacheShape.class).nodes().stream()
              .collect(Collectors.toMap(CacheShape.Node::address, CacheShape.Node::entries));
      master.kill();
      return new Lost(master, byNode.get("127.0.0.1:" + master.port()));
    }
  }

  /** A master that was killed, and how many entries it had. */
  private record Lost(TestRedis master, long entries) {}

  @Test
  void clusterDown_isWaitedForWhileConnecting() throws Exception {
    try (LocalCluster cluster = LocalCluster.start(RedisServers.embeddedBinary(), 2, 0);
        CinnabarCachingProvider provider = new CinnabarCachingProvider()) {
      TestRedis first = cluster.masters().get(0);
      // One that lacks a slot makes both say CLUSTERDOWN.
      cluster.masters().forEach(node -> node.ask("CLUSTER DELSLOTS 0"));
      Awaitility.await()
          .until(
              () ->
                  cluster.masters().stream()
                      .allMatch(node -> node.ask("CLUSTER INFO").contains("cluster_state:fail")));
      Cache<String, Integer> cache = cache(provider, cluster.uri() + "?deadline=20s");

      CompletableFuture<Void> put = CompletableFuture.runAsync(() -> cache.put("a", 1));
      Awaitility.await()
          .atMost(LONG_ENOUGH)
          .until(
              () ->
                  cluster.masters().stream()
                      .anyMatch(node -> node.ask("INFO errorstats").contains("CLUSTERDOWN")));
      first.ask("CLUSTER ADDSLOTS 0");

      put.get();
      assertThat(cache.get("a")).isEqualTo(1);
    }
  }
}
