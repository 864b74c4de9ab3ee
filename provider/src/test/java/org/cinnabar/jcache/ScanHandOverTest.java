package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.awaitility.Awaitility;
import org.cinnabar.jcache.testing.ClusterChanges;
import org.cinnabar.jcache.testing.LocalCluster;
import org.cinnabar.jcache.testing.LocalReplicas;
import org.cinnabar.jcache.testing.RedisServers;
import org.cinnabar.jcache.testing.TestRedis;
import org.junit.jupiter.api.Test;

/**
 * Another server takes over a partition that is being gone through. Each keeps a hash in an order
 * of its own, so what the first one hasn't told may be anywhere.
 */
class ScanHandOverTest {
  private static final Map<String, Integer> ENTRIES =
      IntStream.range(0, 5_000).boxed().collect(Collectors.toMap(i -> "k" + i, i -> i));

  private static Cache<String, Integer> filled(CinnabarCachingProvider provider, String uri) {
    Cache<String, Integer> cache =
        provider
            .getCacheManager(URI.create(uri + "?deadline=5s"), null, null)
            .createCache(
                "cache",
                new CinnabarConfiguration<String, Integer>()
                    .setTypes(String.class, Integer.class)
                    .setPartitions(1));
    cache.putAll(ENTRIES);
    return cache;
  }

  /** All keys that an iterator returns, a change coming after its first page. */
  private static Set<String> keys(Cache<String, Integer> cache, Runnable change) {
    Iterator<Cache.Entry<String, Integer>> iterator = cache.iterator();
    Set<String> keys = new HashSet<>(Set.of(iterator.next().getKey()));
    change.run();
    iterator.forEachRemaining(entry -> keys.add(entry.getKey()));
    return keys;
  }

  @Test
  void slotMoves_iteratorReturnsAll() {
    try (LocalCluster cluster = LocalCluster.start(RedisServers.embeddedBinary(), 3, 0);
        CinnabarCachingProvider provider = new CinnabarCachingProvider()) {
      Cache<String, Integer> cache = filled(provider, cluster.uri());
      ClusterChanges changes = new ClusterChanges(cluster);
      TestRedis from =
          cluster.masters().stream()
              .filter(node -> node.ask("KEYS *:entries").contains("cache"))
              .findFirst()
              .orElseThrow();
      TestRedis to =
          cluster.masters().stream().filter(node -> node != from).findFirst().orElseThrow();

      Set<String> keys = keys(cache, () -> changes.move(changes.slotsWithKeys(from), from, to));

      assertThat(to.ask("KEYS *:entries")).contains("cache");
      assertThat(keys).isEqualTo(ENTRIES.keySet());
    }
  }

  @Test
  @SuppressWarnings("unchecked")
  void replicaTakesOver_invalidateAllLeavesNothing() {
    try (LocalReplicas servers = LocalReplicas.start(RedisServers.embeddedBinary(), 1);
        CinnabarCachingProvider provider = new CinnabarCachingProvider()) {
      Cache<String, Integer> cache = filled(provider, servers.uri());
      TestRedis replica = servers.replicas().get(0);
      AtomicBoolean first = new AtomicBoolean(true);

      cache
          .unwrap(CinnabarCache.class)
          .invalidateAll(
              key -> {
                if (first.getAndSet(false)) {
                  takeOver(servers.master(), replica);
                  awaitService(cache.getCacheManager());
                }
                return true;
              });

      assertThat(cache).isEmpty();
    }
  }

  private static void takeOver(TestRedis master, TestRedis replica) {
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> size(replica) == ENTRIES.size());
    assertThat(replica.ask("REPLICAOF NO ONE")).startsWith("+OK");
    assertThat(master.ask("REPLICAOF 127.0.0.1 " + replica.port())).startsWith("+OK");
  }

  /** Requests that are under way while the client changes its connections may get no answer. */
  private static void awaitService(CacheManager manager) {
    Cache<Object, Object> another = manager.createCache("another", new MutableConfiguration<>());
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .untilAsserted(() -> another.put("a", 1));
  }

  private static int size(TestRedis server) {
    String entries =
        server
            .ask("KEYS *:entries")
            .lines()
            .filter(line -> line.endsWith(":entries"))
            .findFirst()
            .orElse("none");
    String size = server.ask("HLEN " + entries).lines().findFirst().orElseThrow();
    return Integer.parseInt(size.substring(1));
  }

  @Test
  void serverStartsAnew_iteratorReturnsAll() {
    try (TestRedis server = TestRedis.embedded("--appendonly", "yes");
        CinnabarCachingProvider provider = new CinnabarCachingProvider()) {
      Cache<String, Integer> cache = filled(provider, server.uri());

      Set<String> keys =
          keys(
              cache,
              () -> {
                server.kill();
                server.start();
                Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .until(() -> cache.containsKey("k1"));
              });

      assertThat(keys).isEqualTo(ENTRIES.keySet());
    }
  }
}
