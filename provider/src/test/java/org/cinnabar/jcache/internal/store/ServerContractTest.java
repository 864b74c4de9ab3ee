package org.cinnabar.jcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.cinnabar.jcache.testing.RedisServers;
import org.cinnabar.jcache.testing.TestRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;

/**
 * What needs a server of its own: cluster mode, where a script may touch one slot only, and a
 * crash.
 */
class ServerContractTest {
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final Interest EVERYTHING = new Interest(15, 15, true);

  private static CacheMetadata metadata(int partitions) {
    return new CacheMetadata(1, partitions, "java.lang.Object", "java.lang.Object", "kryo-1");
  }

  static List<Path> binaries() {
    return RedisServers.binaries();
  }

  @ParameterizedTest
  @MethodSource("binaries")
  void cluster_everyVerb(Path binary, @TempDir Path directory) {
    try (TestRedis redis =
        TestRedis.start(
            binary,
            "--cluster-enabled",
            "yes",
            "--cluster-announce-ip",
            "127.0.0.1",
            "--dir",
            directory.toString())) {
      assignSlots(redis);
      RedissonClient client = clusterClient(redis);
      TestConnection connection =
          new TestConnection(
              new RedisConnection.Server(client, TestConnection.capabilities(client, true)),
              redis.uri(),
              DEADLINE);
      RedissonStores stores = new RedissonStores(connection, KeyNames.DEFAULT_NAMESPACE, 1);
      useEveryVerb(stores.open("orders", metadata(64)), stores.open("orders", metadata(64)));
      assertThat(client.getKeys().getKeysStream()).isEmpty();
      stores.close();
      client.shutdown();
    }
  }

  private static void useEveryVerb(CacheStore a, CacheStore b) {
    RecordingListener heard = new RecordingListener();
    StoreFixture.get(b.listen(EVERYTHING, heard));
    List<byte[]> keys = IntStream.range(0, 500).mapToObj(i -> StoreFixture.bytes("k" + i)).toList();
    List<Commit> commits =
        keys.stream()
            .map(
                key ->
                    Commit.ifAbsent(
                        key,
                        Change.write(StoreFixture.value("v"), 60_000, EventKind.CREATED),
                        false))
            .toList();
    StoreFixture.get(a.commit(commits));
    await().until(() -> heard.events.size() == 500);
    assertThat(StoreFixture.get(a.read(keys))).doesNotContainNull();
    assertThat(BatchContractTest.scanAll(a, 100)).hasSize(500);
    StoreFixture.get(StoreFixture.get(a.lease(keys)).release());
    StoreFixture.get(a.clear());
    await().until(() -> heard.cleared.size() == 64);
    StoreFixture.get(b.listen(Interest.NONE, heard));
    StoreFixture.get(a.destroy());
  }

  private static RedissonClient clusterClient(TestRedis redis) {
    Config config = new Config();
    config
        .useClusterServers()
        .addNodeAddress(redis.uri())
        .setMasterConnectionMinimumIdleSize(1)
        .setSubscriptionConnectionMinimumIdleSize(1);
    return Redisson.create(config);
  }

  /** Makes a single node a whole cluster. */
  private static void assignSlots(TestRedis redis) {
    assertThat(redis.ask("CLUSTER ADDSLOTS " + slots())).startsWith("+OK");
    await().until(() -> redis.ask("CLUSTER INFO").contains("cluster_state:ok"));
  }

  private static String slots() {
    return String.join(" ", IntStream.range(0, 16_384).mapToObj(Integer::toString).toList());
  }

  @Test
  void crash_listeningGoesOn() {
    try (TestRedis redis = TestRedis.embedded()) {
      RedisConnection.Server server = TestConnection.connect(redis);
      TestConnection connection = new TestConnection(server, redis.uri(), DEADLINE);
      RedissonStores stores = new RedissonStores(connection, KeyNames.DEFAULT_NAMESPACE, 1);
      CacheStore store = stores.open("orders", metadata(2));
      RecordingListener heard = new RecordingListener();
      StoreFixture.get(store.listen(EVERYTHING, heard));
      StoreFixture.put(store, "k", "one", Ttl.ETERNAL);
      await().until(() -> heard.events.size() == 1);

      redis.kill();
      redis.start();
      await()
          .atMost(Duration.ofSeconds(30))
          .ignoreExceptions()
          .until(() -> StoreFixture.read(store, "k") == null);
      connection.reconnected();

      await().until(() -> heard.lost.size() >= 2);
      await()
          .atMost(Duration.ofSeconds(30))
          .ignoreExceptions()
          .until(
              () ->
                  StoreFixture.put(store, "k", "two", Ttl.ETERNAL).sequence() > 0
                      && heard.events.size() > 1);
      assertThat(server.client().getKeys().getKeysStream()).contains("cinnabar:{orders}:metadata");
      stores.close();
      server.client().shutdown();
    }
  }
}
