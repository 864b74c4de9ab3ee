package org.cinnabar.jcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.netty.util.internal.InternalThreadLocalMap;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.cache.CacheException;
import org.cinnabar.jcache.CacheConnectionException;
import org.cinnabar.jcache.testing.LocalCluster;
import org.cinnabar.jcache.testing.RedisServers;
import org.cinnabar.jcache.testing.TestRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.redisson.api.RedissonClient;

/** What works, and comes back after an outage. */
class RedissonConnectionTest extends ConnectionFixture {
  @Test
  void execute_commandResult() throws Exception {
    RedisConnection connection = connect(server().uri());

    assertThat(
            connection
                .execute(set("k", "v"))
                .thenCompose(ok -> connection.execute(get("k")))
                .join())
        .isEqualTo("v");
  }

  @Test
  void execute_concurrentCallers_oneClient() throws Exception {
    TestRedis redis = server();
    RedisConnection connection = connect(redis.uri());

    List<CompletableFuture<RedissonClient>> clients = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      clients.add(connection.execute(server -> CompletableFuture.completedFuture(server.client())));
    }

    assertThat(clients.stream().map(CompletableFuture::join).distinct()).hasSize(1);
    assertThat(redis.clients()).isBetween(1L, 3L);
  }

  /** A server's thread that keeps them keeps an undeployed application's class loader. */
  @Test
  void execute_opensConnections_leavesNoThreadLocalsOfNettys() throws Exception {
    TestRedis redis = server();
    RedisConnection connection = connect(redis.uri());
    connection.execute(set("k", "v")).join();
    long before = redis.clients();

    CompletableFuture<Boolean> clean =
        CompletableFuture.supplyAsync(
            () -> {
              IntStream.range(0, 8)
                  .mapToObj(i -> connection.execute(get("k")))
                  .toList()
                  .forEach(CompletableFuture::join);
              return InternalThreadLocalMap.getIfSet() == null;
            },
            task -> new Thread(task).start());

    assertThat(clean.join()).isTrue();
    assertThat(redis.clients()).isGreaterThan(before);
  }

  @Test
  void nothingHappens_beforeFirstOperation() throws Exception {
    TestRedis redis = server();
    List<String> before = quietThreads();

    RedisConnection connection = connect(redis.uri());
    connection.onReconnect(() -> {});

    assertThat(threads()).isEqualTo(before);
    assertThat(redis.clients()).isZero();
  }

  @Test
  void uri_passwordUserAndDatabase() throws Exception {
    TestRedis redis =
        server("--user", "ann", "on", ">p@ss", "~*", "+@all", "--user", "default", "off");

    RedisConnection connection = connect("redis://ann:p%40ss@127.0.0.1:" + redis.port() + "/3");

    assertThat(connection.execute(set("k", "v")).join()).isEqualTo("OK");
    assertThat(redis.ask("AUTH ann p@ss\nCLIENT LIST"))
        .containsPattern("name=cinnabar .*db=3 .*user=ann");
  }

  @Test
  void redissonYaml() throws Exception {
    Path file = Files.createTempFile("redisson", ".yaml");
    toClose.add(() -> Files.delete(file));
    String address = "  address: \"" + server().uri() + "\"\n";
    Files.writeString(file, "singleServerConfig:\n" + address + "  connectionMinimumIdleSize: 1\n");

    assertThat(connect(file.toUri().toString()).execute(eval("return 'pong'")).join())
        .isEqualTo("pong");
  }

  @ParameterizedTest
  @MethodSource("org.cinnabar.jcache.testing.RedisServers#binaries")
  void capabilities_standalone(Path binary) {
    TestRedis redis = server(binary);

    assertThat(capabilities(redis.uri()))
        .isEqualTo(
            new ServerCapabilities(redis.expiresFields(), redis.setsFieldsWithExpiry(), false));
  }

  @ParameterizedTest
  @MethodSource("org.cinnabar.jcache.testing.RedisServers#binaries")
  void capabilities_cluster(Path binary) {
    TestRedis redis =
        server(binary, "--cluster-enabled", "yes", "--cluster-require-full-coverage", "no");
    redis.ask(
        "CLUSTER ADDSLOTS "
            + IntStream.range(0, 16_384)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(" ")));
    await().until(() -> redis.ask("CLUSTER INFO").contains("cluster_state:ok"));

    assertThat(capabilities(redis.uri()))
        .isEqualTo(
            new ServerCapabilities(redis.expiresFields(), redis.setsFieldsWithExpiry(), true));
  }

  @ParameterizedTest
  @MethodSource("org.cinnabar.jcache.testing.RedisServers#binaries")
  void capabilities_mixedCluster_thoseOfAllMasters(Path binary) throws Exception {
    Path old = RedisServers.embeddedBinary();
    assumeThat(server(binary).expiresFields()).isTrue();
    for (List<Path> masters : List.of(List.of(old, binary), List.of(binary, old))) {
      LocalCluster cluster = closing(LocalCluster.start(masters, 0));

      assertThat(capabilities(cluster.uri())).isEqualTo(new ServerCapabilities(false, false, true));
    }
  }

  @ParameterizedTest
  @MethodSource("org.cinnabar.jcache.testing.RedisServers#binaries")
  void capabilities_userMayNotAsk(Path binary) {
    TestRedis redis =
        server(binary, "--user", "ann", "on", ">pw", "~cinnabar:*", "+@all", "-command", "-info");

    assertThat(capabilities("redis://ann:pw@127.0.0.1:" + redis.port()))
        .isEqualTo(
            new ServerCapabilities(redis.expiresFields(), redis.setsFieldsWithExpiry(), false));
  }

  private ServerCapabilities capabilities(String uri) {
    return connect(uri)
        .execute(server -> CompletableFuture.completedFuture(server.capabilities()))
        .join();
  }

  /**
   * Loading the classes takes longer than the deadline here, and must not fail the first operation
   * of a JVM.
   */
  @Test
  void firstOperationOfJvm_succeeds() throws Exception {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ColdStart.class.getName(),
                server().uri() + "?deadline=200ms")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();

    assertThat(new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .startsWith("OK");
    assertThat(jvm.waitFor()).isZero();
  }

  /** A JVM whose first operation is all it does. */
  static final class ColdStart {
    private ColdStart() {}

    public static void main(String[] arguments) {
      try (RedisConnection connection = RedissonConnection.of(settings(arguments[0]))) {
        System.out.println(connection.execute(set("k", "v")).join());
      }
    }
  }

  @Test
  void serverStartsLater_nextOperationSucceeds() throws Exception {
    int port = TestRedis.freePort();
    RedisConnection connection = connect("redis://127.0.0.1:" + port);
    assertThat(fail(connection, get("k")).error()).isInstanceOf(CacheConnectionException.class);

    toClose.add(TestRedis.startOn(port, RedisServers.binaries().get(0)));

    assertThat(connection.execute(set("k", "v"))).succeedsWithin(Duration.ofSeconds(1));
  }

  @Test
  void serverKilledAndRestarted_worksAndTellsOnce() throws Exception {
    TestRedis redis = server();
    RedisConnection connection = connect(redis.uri());
    AtomicInteger reconnected = new AtomicInteger();
    connection.onReconnect(
        () -> {
          throw new IllegalStateException("an action that fails");
        });
    connection.onReconnect(reconnected::incrementAndGet);
    connection.execute(set("k", "v")).join();

    for (int outage = 1; outage <= 2; outage++) {
      redis.kill();
      Failure failure = fail(connection, get("k"));
      assertThat(failure.error())
          .isInstanceOf(CacheException.class)
          .hasMessageContaining("127.0.0.1:" + redis.port());
      redis.start();
      await()
          .atMost(Duration.ofSeconds(10))
          .ignoreExceptions()
          .until(() -> "OK".equals(connection.execute(set("k", "v")).join()));
      int expected = outage;
      await().untilAsserted(() -> assertThat(reconnected).hasValue(expected));
    }
    await().during(Duration.ofMillis(500)).until(() -> reconnected.get() == 2);
  }
}
