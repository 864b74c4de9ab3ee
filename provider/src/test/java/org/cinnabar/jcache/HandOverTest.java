package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.cache.Cache;
import org.awaitility.Awaitility;
import org.cinnabar.jcache.testing.ClusterChanges;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.LocalCluster;
import org.cinnabar.jcache.testing.LocalReplicas;
import org.cinnabar.jcache.testing.RedisServers;
import org.cinnabar.jcache.testing.TestRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that hand on what they have: operations wait for it, within their deadline. */
class HandOverTest {
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

  private static Cache<String, Integer> cache(
      CinnabarCachingProvider provider, String uri, int nearSize) {
    return provider
        .getCacheManager(URI.create(uri), null, null)
        .createCache(
            "cache",
            new CinnabarConfiguration<String, Integer>()
                .setTypes(String.class, Integer.class)
                .setNearSize(nearSize));
  }

  private static void makeMaster(TestRedis server) {
    assertThat(server.ask("REPLICAOF NO ONE")).startsWith("+OK");
  }

  private static void makeReplica(TestRedis server, TestRedis master) {
    assertThat(server.ask("REPLICAOF 127.0.0.1 " + master.port())).startsWith("+OK");
  }

  @Test
  void masterBecomesReplica_writesSucceedOnTheNewOne() {
    try (LocalReplicas servers = LocalReplicas.start(RedisServers.embeddedBinary(), 1);
        CinnabarCachingProvider provider = new CinnabarCachingProvider()) {
      Cache<String, Integer> cache = cache(provider, servers.uri() + "?deadline=10s", 0);
      cache.put("a", 1);
      TestRedis replica = servers.replicas().get(0);

      makeMaster(replica);
      makeReplica(servers.master(), replica);

      cache.put("a", 2); // READONLY, until the client has looked again
      cache.putAll(Map.of("b", 1, "c", 1));
      assertThat(cache.get("a")).isEqualTo(2);
      assertThat(replica.ask("INFO replication")).contains("role:master");
      assertThat(replica.ask("HEXISTS cinnabar:{cache:0}:entries s:b")).startsWith(":1");
    }
  }

  /** Servers since 7 refuse inside of the script, commit by commit. */
  @Test
  void tooFewReplicas_writesSucceedWhenThereAreEnough() throws Exception {
    List<Path> binaries = RedisServers.binaries();
    try (LocalReplicas servers = LocalReplicas.start(binaries.get(binaries.size() - 1), 1);
        CinnabarCachingProvider provider = new CinnabarCachingProvider()) {
      Cache<String, Integer> cache = cache(provider, servers.uri() + "?deadline=20s", 0);
      cache.put("a", 1);
      TestRedis master = servers.master();
      assertThat(master.ask("CONFIG SET min-replicas-to-write 2")).startsWith("+OK");
      assumeThat(master.ask("EVAL return(redis.call('DEL','x')) 1 x")).contains("NOREPLICAS");
      assertThat(master.ask("CONFIG RESETSTAT")).startsWith("+OK");

      CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> cache.put("a", 2));
      CompletableFuture<Void> several =
          CompletableFuture.runAsync(() -> cache.putAll(Map.of("b", 1, "c", 1)));
      Awaitility.await()
          .atMost(LONG_ENOUGH)
          .until(() -> master.ask("INFO errorstats").contains("NOREPLICAS"));
      assertThat(master.ask("CONFIG SET min-replicas-to-write 0")).startsWith("+OK");

      writing.get();
      several.get();
      assertThat(cache.getAll(Set.of("a", "b", "c"))).isEqualTo(Map.of("a", 2, "b", 1, "c", 1));
    }
  }

  @Test
  void replicaOnly_isSaidAtOnce() {
    try (LocalReplicas servers = LocalReplicas.start(RedisServers.embeddedBinary(), 1);
        CinnabarCachingProvider provider = new CinnabarCachingProvider()) {
      Cache<String, Integer> cache =
          cache(provider, servers.replicas().get(0).uri() + "?deadline=30s", 0);
      long start = System.nanoTime();

      assertThatThrownBy(() -> cache.put("a", 1))
          .isInstanceOf(CacheConnectionException.class)
          .hasMessageContaining("READONLY");

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }
  }

  @ParameterizedTest
  @MethodSource("org.cinnabar.jcache.testing.RedisServers#binaries")
  void slotBeingMoved_operationsSucceedWhenItHas(Path binary) throws Exception {
    try (LocalCluster cluster = LocalCluster.start(binary, 3, 0);
        JCacheFixture fixture = JCacheFixture.on(cluster);
        CinnabarCachingProvider provider = new CinnabarCachingProvider()) {
      Cache<String, Integer> cache =
          cache(
              provider,
              JCacheFixture.uri(fixture.server(), fixture.namespace()) + "&deadline=20s",
              0);
      Map<String, Integer> entries =
          IntStream.range(0, 300).boxed().collect(Collectors.toMap(i -> "k" + i, i -> i));
      cache.putAll(entries);
      ClusterChanges changes = new ClusterChanges(cluster);
      TestRedis from = cluster.masters().get(0);
      TestRedis to = cluster.masters().get(1);
      Set<Integer> slots = changes.slotsWithKeys(from);

      // Slots that are between two nodes for a while, with one of their keys there already.
      slots.forEach(slot -> changes.moveHalf(slot, from, to));
      CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> cache.putAll(entries));
      CompletableFuture<Map<String, Integer>> reading =
          CompletableFuture.supplyAsync(() -> cache.getAll(entries.keySet()));
      Awaitility.await()
          .atMost(LONG_ENOUGH)
          .until(
              () ->
                  cluster.masters().stream()
                      .anyMatch(node -> node.ask("INFO errorstats").contains("TRYAGAIN")));
      changes.move(slots, from, to);

      writing.get();
      assertThat(reading.get()).isEqualTo(entries);
      assertThat(cache.getAll(entries.keySet())).isEqualTo(entries);
    }
  }

  /**
   * The replica that takes over lacks the last write, and has had as many others since: its numbers
   * say that nothing was missed.
   */
  @Test
  void successorLacksAWrite_nearCacheDoesNotKeepIt() {
    try (LocalReplicas servers = LocalReplicas.start(RedisServers.embeddedBinary(), 1);
        CinnabarCachingProvider provider = new CinnabarCachingProvider();
        CinnabarCachingProvider other = new CinnabarCachingProvider()) {
      TestRedis successor = servers.replicas().get(0);
      Cache<String, Integer> cache = cache(provider, servers.uri(), 100);
      cache.put("a", 1);
      Awaitility.await().atMost(LONG_ENOUGH).until(() -> isNearHit(cache, "a", 1));
      servers.awaitReplication();
      assertThat(successor.ask("REPLICAOF 127.0.0.1 " + TestRedis.freePort())).startsWith("+OK");
      cache.put("a", 2);
      Awaitility.await().atMost(LONG_ENOUGH).until(() -> isNearHit(cache, "a", 2));

      servers.master().kill();
      makeMaster(successor);
      Cache<String, Integer> successors = cache(other, successor.uri(), 0);
      successors.put("b", 1);

      assertThat(successors.get("a")).isEqualTo(1);
      Awaitility.await()
          .atMost(LONG_ENOUGH)
          .ignoreExceptions()
          .until(() -> cache.get("b") == 1 && cache.get("a") == 1);
      Awaitility.await()
          .during(Duration.ofSeconds(2))
          .atMost(LONG_ENOUGH)
          .ignoreExceptions()
          .until(() -> cache.get("a") == 1);
    }
  }

  /** Whether a value is served so often that it can't come from the server each time. */
  private static boolean isNearHit(Cache<String, Integer> cache, String key, int value) {
    long start = System.nanoTime();
    for (int i = 0; i < 1_000; i++) {
      if (!Integer.valueOf(value).equals(cache.get(key))) {
        return false;
      }
    }
    return Duration.ofNanos(System.nanoTime() - start).toMillis() < 30;
  }
}
