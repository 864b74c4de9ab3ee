package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.cache.Cache;
import org.cinnabar.jcache.testing.Certificate;
import org.cinnabar.jcache.testing.LocalCluster;
import org.cinnabar.jcache.testing.LocalReplicas;
import org.cinnabar.jcache.testing.LocalSentinel;
import org.cinnabar.jcache.testing.LocalServers;
import org.cinnabar.jcache.testing.LocalServersExtension;
import org.cinnabar.jcache.testing.OnEveryServer;
import org.cinnabar.jcache.testing.RedisServers;
import org.cinnabar.jcache.testing.TestRedis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Managers on each kind of servers that a URI can name. */
@ExtendWith(LocalServersExtension.class)
class TopologiesTest {
  private static final List<String> READS = List.of("hget", "hmget", "evalsha", "eval");

  /** Connecting to several servers takes longer on a busy machine. */
  private static final String PATIENCE = "deadline=5s";

  private final CinnabarCachingProvider provider = new CinnabarCachingProvider();

  @AfterEach
  void close() {
    provider.close();
  }

  private <V> Cache<String, V> cache(String uri, CinnabarConfiguration<String, V> configuration) {
    String patient = uri.contains("deadline=") ? "" : (uri.contains("?") ? "&" : "?") + PATIENCE;
    return provider
        .getCacheManager(URI.create(uri + patient), getClass().getClassLoader())
        .createCache("cache" + System.nanoTime(), configuration);
  }

  private Cache<String, Integer> cache(String uri) {
    return cache(
        uri, new CinnabarConfiguration<String, Integer>().setTypes(String.class, Integer.class));
  }

  private void useEverything(String uri) {
    Cache<String, Integer> cache = cache(uri);
    Map<String, Integer> entries =
        IntStream.range(0, 500).boxed().collect(Collectors.toMap(i -> "k" + i, i -> i));
    cache.putAll(entries);
    assertThat(cache.getAll(entries.keySet())).isEqualTo(entries);
    assertThat(cache.replace("k1", 1, 2)).isTrue();
    assertThat(cache.<Integer>invoke("k1", (entry, arguments) -> entry.getValue())).isEqualTo(2);
    assertThat(cache).hasSize(500);
    cache.clear();
    assertThat(cache).isEmpty();
    cache.getCacheManager().destroyCache(cache.getName());
  }

  @Test
  void replicas_masterIsFoundWhereverItStands(LocalReplicas servers) {
    useEverything(servers.uri());
    TestRedis replica = servers.replicas().get(0);
    useEverything(
        "redis+replicas://127.0.0.1:" + replica.port() + ",127.0.0.1:" + servers.master().port());
  }

  @Test
  void sentinel_masterIsFoundByName(LocalSentinel servers) {
    useEverything(servers.uri());
  }

  @OnEveryServer
  void sentinel_ofEachServer(TestRedis server) {
    try (LocalSentinel servers = LocalSentinel.start(server.binary(), 1, 1)) {
      useEverything(servers.uri());
    }
  }

  @Test
  void sentinel_oneThatIsUpIsEnough(LocalSentinel servers) {
    int unused = TestRedis.freePort();
    int sentinel = servers.sentinels().get(0).port();
    useEverything(
        "redis+sentinel://127.0.0.1:%d,127.0.0.1:%d/main?deadline=5s".formatted(unused, sentinel));
  }

  @Test
  void cluster_oneNodeLeadsToAll(LocalCluster servers) {
    useEverything(servers.uri());
    useEverything("redis+cluster://127.0.0.1:" + servers.replicas().get(0).port());
  }

  @Test
  void aclUser_onEachTopology(
      LocalReplicas replicas, LocalSentinel sentinel, LocalCluster cluster) {
    for (LocalServers servers : List.of(replicas, sentinel, cluster)) {
      servers.servers().forEach(each -> each.ask("ACL SETUSER ann on >p@ss ~acl:* &* +@all"));
      String uri = servers.uri().replace("://", "://ann:p%40ss@");

      useEverything(uri + "?namespace=acl");

      assertThat(servers.servers().get(0).ask("CLIENT LIST"))
          .containsPattern("name=cinnabar .*user=ann");
      assertThatThrownBy(() -> useEverything(uri + "?namespace=other"))
          .isInstanceOf(CacheConnectionException.class)
          .hasMessageContaining("NOPERM");
      assertThatThrownBy(
              () -> useEverything(servers.uri().replace("://", "://ann:wrong@") + "?namespace=acl"))
          .isInstanceOf(CacheConnectionException.class)
          .hasMessageContaining("WRONGPASS");
    }
  }

  @Test
  void tls_onEachTopology(@TempDir Path directory) throws Exception {
    Certificate certificate = Certificate.create(directory);
    Optional<Path> speaking = speakingTls(certificate);
    assumeThat(speaking).isPresent();
    Path binary = speaking.orElseThrow();
    System.setProperty("javax.net.ssl.trustStore", certificate.trust().toString());
    System.setProperty("javax.net.ssl.trustStorePassword", Certificate.PASSWORD);
    try (LocalReplicas replicas = LocalReplicas.start(binary, 1, certificate.options());
        LocalSentinel sentinel = LocalSentinel.start(binary, 1, 2, certificate.options());
        LocalCluster cluster = LocalCluster.start(binary, 3, 0, certificate.options())) {
      for (LocalServers servers : List.of(replicas, sentinel, cluster)) {
        assertThat(servers.uri()).startsWith("rediss+");
        useEverything(servers.uri() + "?deadline=5s");
        assertThat(servers.servers().get(0).ask("CLIENT LIST")).contains("name=cinnabar");
      }
    } finally {
      System.clearProperty("javax.net.ssl.trustStore");
      System.clearProperty("javax.net.ssl.trustStorePassword");
    }
  }

  private static Optional<Path> speakingTls(Certificate certificate) {
    return Stream.concat(Stream.of(RedisServers.topologyBinary()), RedisServers.binaries().stream())
        .filter(binary -> speaksTls(binary, certificate))
        .findFirst();
  }

  private static boolean speaksTls(Path binary, Certificate certificate) {
    try (TestRedis server = TestRedis.start(binary, certificate.options())) {
      return server.ask("PING").startsWith("+PONG");
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private static long reads(List<TestRedis> servers) {
    return servers.stream()
        .mapToLong(server -> READS.stream().mapToLong(server::calls).sum())
        .sum();
  }

  @Test
  void readFromReplica_asksReplicas(
      LocalReplicas replicas, LocalSentinel sentinel, LocalCluster cluster) {
    readFromReplica(replicas, replicas.replicas());
    readFromReplica(sentinel, sentinel.servers().subList(1, 3));
    readFromReplica(cluster, cluster.replicas());
  }

  private void readFromReplica(LocalServers servers, List<TestRedis> replicas) {
    CinnabarConfiguration<String, Integer> configuration =
        new CinnabarConfiguration<String, Integer>()
            .setTypes(String.class, Integer.class)
            .setReadFrom(ReadFrom.REPLICA);
    Cache<String, Integer> cache = cache(servers.uri(), configuration);
    Set<String> keys = IntStream.range(0, 100).mapToObj(i -> "k" + i).collect(Collectors.toSet());
    keys.forEach(key -> cache.put(key, 1));
    servers.awaitReplication();

    long before = reads(replicas);
    keys.forEach(key -> assertThat(cache.get(key)).isEqualTo(1));
    assertThat(cache.getAll(keys)).hasSize(keys.size());
    keys.forEach(key -> assertThat(cache.containsKey(key)).isTrue());

    assertThat(reads(replicas) - before).isGreaterThan(2L * keys.size());
    // What decides what to write asks the master.
    long deciding = reads(replicas);
    keys.forEach(key -> assertThat(cache.replace(key, 1, 2)).isTrue());
    assertThat(reads(replicas)).isEqualTo(deciding);
    cache.getCacheManager().destroyCache(cache.getName());
  }

  @Test
  void readFromReplica_tagInvalidated_isAbsent(LocalReplicas replicas, LocalCluster cluster) {
    for (LocalServers servers : List.of(replicas, cluster)) {
      CinnabarConfiguration<String, Integer> configuration =
          new CinnabarConfiguration<String, Integer>()
              .setTypes(String.class, Integer.class)
              .setReadFrom(ReadFrom.REPLICA);
      CinnabarCache<String, Integer> cache =
          (CinnabarCache<String, Integer>) cache(servers.uri(), configuration);
      Set<String> keys = IntStream.range(0, 20).mapToObj(i -> "k" + i).collect(Collectors.toSet());
      keys.forEach(key -> cache.withTags("t").put(key, 1));
      servers.awaitReplication();
      assertThat(cache.getAll(keys)).hasSize(keys.size());
      cache.invalidateTags("t");

      servers.awaitReplication();
      for (int i = 0; i < 4; i++) { // replicas take turns
        assertThat(cache.getAll(keys)).isEmpty();
        assertThat(keys).noneMatch(cache::containsKey);
      }
      cache.getCacheManager().destroyCache(cache.getName());
    }
  }

  @Test
  void readFromMaster_byDefault_neverAsksReplicas(LocalReplicas replicas, LocalCluster cluster) {
    for (LocalServers servers : List.of(replicas, cluster)) {
      Cache<String, Integer> cache = cache(servers.uri());
      cache.put("warm", 1);
      List<TestRedis> others =
          servers instanceof LocalCluster ? cluster.replicas() : replicas.replicas();
      long before = reads(others);

      for (int i = 0; i < 100; i++) {
        cache.put("k" + i, i);
        assertThat(cache.get("k" + i)).isEqualTo(i);
      }
      assertThat(reads(others)).isEqualTo(before);
    }
  }

  @Test
  void readFromReplica_withNearCache_refused(LocalReplicas servers) {
    CinnabarConfiguration<String, Integer> both =
        new CinnabarConfiguration<String, Integer>()
            .setTypes(String.class, Integer.class)
            .setNearSize(10)
            .setReadFrom(ReadFrom.REPLICA);

    assertThatThrownBy(() -> cache(servers.uri(), both))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("read-from", "near.size");
  }

  private void assertFailure(String uri, String... explained) {
    Cache<String, Integer> cache = cache(uri);
    assertThatThrownBy(() -> cache.get("k"))
        .isInstanceOf(CacheConnectionException.class)
        .hasMessageContainingAll(explained);
  }

  @Test
  void wrongTopology_isSaid(LocalSentinel sentinel, LocalCluster cluster) {
    try (TestRedis one = TestRedis.embedded()) {
      String single = "127.0.0.1:" + one.port();
      assertFailure("redis+cluster://" + single, "no cluster");
      assertFailure("redis+sentinel://" + single + "/main", "no Sentinel");
    }
    assertFailure(sentinel.uri() + "x", "no master by this name", "redis+sentinel://");
    String node = "127.0.0.1:" + cluster.masters().get(0).port();
    assertThatThrownBy(
            () -> IntStream.range(0, 20).forEach(i -> cache("redis://" + node).put("k", i)))
        .isInstanceOf(CacheConnectionException.class)
        .hasMessageContaining("redis+cluster://");
  }

  @Test
  void nobodyThere_isSaid() {
    int unused = TestRedis.freePort();
    for (String form :
        List.of("redis+cluster://%s", "redis+sentinel://%s/main", "redis+replicas://%s")) {
      String host = "127.0.0.1:" + unused;
      assertFailure(form.formatted(host), host);
    }
  }
}
