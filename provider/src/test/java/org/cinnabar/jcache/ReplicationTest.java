package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.cache.Cache;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.LocalCluster;
import org.cinnabar.jcache.testing.LocalReplicas;
import org.cinnabar.jcache.testing.MapLoader;
import org.cinnabar.jcache.testing.RedisServers;
import org.cinnabar.jcache.testing.TestRedis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Writes that return when replicas have acknowledged them. */
class ReplicationTest {
  private static final Duration IMPATIENT = Duration.ofSeconds(1);

  private static LocalReplicas servers;

  private JCacheFixture fixture;

  @BeforeAll
  static void startServers() {
    servers = LocalReplicas.start(RedisServers.embeddedBinary(), 2);
  }

  @AfterAll
  static void stopServers() {
    servers.close();
  }

  @BeforeEach
  void start() {
    fixture = JCacheFixture.on(servers);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private Cache<String, Integer> cache(int replicas) {
    return fixture.cache(configuration(replicas));
  }

  private static CinnabarConfiguration<String, Integer> configuration(int replicas) {
    return new CinnabarConfiguration<String, Integer>()
        .setTypes(String.class, Integer.class)
        .setAcknowledgingReplicas(replicas);
  }

  private static Map<String, Integer> some(int count) {
    return IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "k" + i, i -> i));
  }

  private static long waits() {
    return servers.master().calls("wait");
  }

  /** Starts anew, so that what waits in vain does so for 750 ms only. */
  private void beImpatient() {
    fixture.close();
    fixture = JCacheFixture.on(servers, IMPATIENT);
  }

  /** Makes a cache ready, which takes longer than {@link #IMPATIENT} on a busy machine. */
  private static void prepare(Runnable writes) {
    Awaitility.await()
        .ignoreExceptions()
        .until(
            () -> {
              writes.run();
              return true;
            });
  }

  /** Runs something while one of the two replicas is silent. */
  private static void withoutOne(Runnable action) {
    TestRedis silent = servers.replicas().get(0);
    silent.pause();
    try {
      action.run();
    } finally {
      silent.resume();
    }
  }

  @Test
  void notAskedFor_neverWaits() {
    Cache<String, Integer> cache = cache(0);
    cache.put("warm", 1);
    long before = waits();
    withoutOne(
        () -> {
          cache.putAll(some(100));
          cache.put("a", 1);
          cache.clear();
        });
    assertThat(waits()).isEqualTo(before);
  }

  @Test
  void enoughAcknowledge_writesReturn_oneWaitForWhatTravelsTogether() {
    Cache<String, Integer> cache = cache(2);
    cache.put("warm", 1);
    long before = waits();

    cache.putAll(some(100));
    assertThat(waits() - before).isEqualTo(1);
    cache.put("a", 1);
    assertThat(cache.replace("a", 1, 2)).isTrue();
    assertThat(cache.<Integer>invoke("a", (entry, arguments) -> entry.getValue())).isEqualTo(2);
    assertThat(cache.remove("a")).isTrue();
    assertThat(waits() - before).isEqualTo(4);
    assertThat(cache.get("k1")).isEqualTo(1);
    assertThat(waits() - before).isEqualTo(4);
  }

  @Test
  void scriptUnknown_isSentInFull() {
    Cache<String, Integer> cache = cache(2);
    cache.put("a", 1);
    servers.master().ask("SCRIPT FLUSH");

    cache.put("a", 2);

    assertThat(cache.get("a")).isEqualTo(2);
  }

  @Test
  void oneReplicaSilent_oneIsEnough() {
    Cache<String, Integer> cache = cache(1);
    cache.put("a", 1);
    withoutOne(() -> cache.put("a", 2));
    assertThat(cache.get("a")).isEqualTo(2);
  }

  @Test
  void tooFewAcknowledge_eachWriteSaysSo_andStaysApplied() {
    beImpatient();
    Cache<String, Integer> cache = cache(2);
    prepare(cache::clear); // the server knows the script from then on
    prepare(() -> cache.putAll(Map.of("replaced", 1, "removed", 1, "gone", 1)));
    withoutOne(
        () -> {
          assertUnreplicated(() -> cache.put("put", 1));
          assertUnreplicated(() -> cache.putIfAbsent("absent", 1));
          assertUnreplicated(() -> cache.replace("replaced", 1, 2));
          assertUnreplicated(() -> cache.remove("removed"));
          assertUnreplicated(() -> cache.putAll(some(3)));
        });
    assertThat(cache.get("put")).isEqualTo(1);
    assertThat(cache.get("absent")).isEqualTo(1);
    assertThat(cache.get("replaced")).isEqualTo(2);
    assertThat(cache.containsKey("removed")).isFalse();
    assertThat(cache.getAll(some(3).keySet())).isEqualTo(some(3));
    withoutOne(() -> assertUnreplicated(cache::clear));
    assertThat(cache.containsKey("gone")).isFalse();
  }

  private static void assertUnreplicated(ThrowingCallable write) {
    ReplicationException failure = catchThrowableOfType(ReplicationException.class, write);
    assertThat(failure).isNotNull();
    assertThat(failure.getAcknowledged()).isEqualTo(1);
    assertThat(failure.getWanted()).isEqualTo(2);
    assertThat(failure)
        .hasMessageContainingAll("1 of 2", "isn't undone", "acknowledging-replicas", " 750 ms");
  }

  @Test
  void waitNotPermitted_isNamed_andTheWriteIsApplied() {
    String user = "ACL SETUSER nowait on >pw ~* &* +@all -wait";
    servers.servers().forEach(server -> assertThat(server.ask(user)).startsWith("+OK"));
    String uri = servers.uri().replace("redis+replicas://", "redis+replicas://nowait:pw@");
    try (CinnabarCachingProvider provider = new CinnabarCachingProvider()) {
      Cache<String, Integer> cache =
          provider
              .getCacheManager(URI.create(uri + "?deadline=5s"), null, null)
              .createCache("unpermitted" + System.nanoTime(), configuration(1));

      ReplicationException failure =
          catchThrowableOfType(ReplicationException.class, () -> cache.put("a", 1));

      assertThat(failure)
          .hasMessageContainingAll("isn't known", "NOPERM", "+wait", "acknowledging-replicas")
          .hasCauseInstanceOf(CacheConnectionException.class);
      assertThat(cache.get("a")).isEqualTo(1);
      assertThatThrownBy(cache::clear)
          .isInstanceOf(ReplicationException.class)
          .hasMessageContaining("+wait");
      cache.getCacheManager().destroyCache(cache.getName());
    }
  }

  @Test
  void whatChangesNothing_doesNotFail() {
    beImpatient();
    Cache<String, Integer> cache = cache(2);
    prepare(() -> cache.put("a", 1));
    withoutOne(
        () -> {
          assertThat(cache.putIfAbsent("a", 2)).isFalse();
          assertThat(cache.replace("a", 7, 2)).isFalse();
          assertThat(cache.remove("none")).isFalse();
          assertThat(cache.get("a")).isEqualTo(1);
        });
  }

  @Test
  void whatIsLoaded_doesNotWait() {
    CinnabarConfiguration<String, Integer> loading = configuration(2);
    loading
        .setReadThrough(true)
        .setCacheLoaderFactory(new MapLoader<String, Integer>(key -> 7).factory());
    Cache<String, Integer> cache = fixture.cache(loading);
    cache.put("warm", 1);
    long before = waits();

    assertThat(cache.get("a")).isEqualTo(7);
    assertThat(cache.getAll(Set.of("a", "b", "c"))).hasSize(3);

    assertThat(waits()).isEqualTo(before);
  }

  @Test
  void tooFewAcknowledge_nearCacheHasWhatWasWritten() {
    beImpatient();
    Cache<String, Integer> cache = fixture.cache(configuration(2).setNearSize(100));
    prepare(() -> cache.put("a", 1));
    for (int i = 0; i < 100; i++) {
      assertThat(cache.get("a")).isEqualTo(1);
    }
    withoutOne(() -> assertUnreplicated(() -> cache.put("a", 2)));
    assertThat(cache.get("a")).isEqualTo(2);
  }

  @Test
  void cluster_replicaOfOneMasterSilent_failsForItsKeysOnly() {
    try (LocalCluster cluster = LocalCluster.start(RedisServers.embeddedBinary(), 3, 1);
        JCacheFixture onCluster = JCacheFixture.on(cluster, Duration.ofSeconds(2))) {
      Cache<String, Integer> cache = onCluster.cache(configuration(1).setPartitions(9));
      Map<String, Integer> entries = some(300);
      prepare(() -> cache.putAll(entries));
      TestRedis silent = cluster.replicas().get(0);
      silent.pause();
      Set<Object> failed;
      try {
        PartialBatchException partial =
            catchThrowableOfType(PartialBatchException.class, () -> cache.putAll(entries));
        assertThat(partial).hasCauseInstanceOf(ReplicationException.class);
        failed = partial.getFailedKeys();
      } finally {
        silent.resume();
      }
      assertThat(failed).isEqualTo(keysOf(cluster.masters().get(0), entries.keySet(), onCluster));
      assertThat(cache.getAll(entries.keySet())).isEqualTo(entries);
    }
  }

  private static Set<String> keysOf(TestRedis master, Set<String> keys, JCacheFixture fixture) {
    String found =
        master
            .ask("KEYS " + fixture.namespace() + ":*:entries")
            .lines()
            .filter(line -> line.endsWith(":entries"))
            .map(hash -> master.ask("HKEYS " + hash))
            .collect(Collectors.joining());
    Function<String, String> line = key -> "\ns:" + key + "\r";
    return keys.stream().filter(key -> found.contains(line.apply(key))).collect(Collectors.toSet());
  }

  @Test
  void outOfRange_refused() {
    assertThatThrownBy(() -> configuration(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("acknowledgingReplicas must be from 0 to 100");
    assertThatThrownBy(() -> configuration(101)).isInstanceOf(IllegalArgumentException.class);
  }
}
