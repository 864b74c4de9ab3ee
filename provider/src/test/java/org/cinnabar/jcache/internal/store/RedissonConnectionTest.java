package org.cinnabar.jcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.cache.CacheException;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.cinnabar.jcache.CacheConnectionException;
import org.cinnabar.jcache.CacheTimeoutException;
import org.cinnabar.jcache.IncompatibleCacheException;
import org.cinnabar.jcache.internal.store.RedisConnection.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.redisson.Redisson;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

@Timeout(90)
class RedissonConnectionTest {
  private final List<AutoCloseable> toClose = new ArrayList<>();

  /** Loads the classes, which takes longer than the deadlines that are measured here. */
  @BeforeAll
  static void warmUp() throws Exception {
    try (LocalRedis redis = LocalRedis.start()) {
      cycle(redis);
    }
  }

  @AfterEach
  void closeAll() throws Exception {
    for (int i = toClose.size() - 1; i >= 0; i--) {
      toClose.get(i).close();
    }
  }

  // ---- Working

  @Test
  void execute_commandResult() throws Exception {
    RedisConnection connection = connect(server().uri());

    assertThat(connection.execute(set("k", "v")).thenCompose(ok -> connection.execute(get("k"))).join()).isEqualTo("v");
  }

  @Test
  void execute_concurrentCallers_oneClient() throws Exception {
    LocalRedis redis = server();
    RedisConnection connection = connect(redis.uri());

    List<CompletableFuture<RedissonClient>> clients = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      clients.add(connection.execute(server -> CompletableFuture.completedFuture(server.client())));
    }

    assertThat(clients.stream().map(CompletableFuture::join).distinct()).hasSize(1);
    assertThat(redis.clients()).isBetween(1L, 3L);
  }

  @Test
  void nothingHappens_beforeFirstOperation() throws Exception {
    LocalRedis redis = server();
    List<String> before = quietThreads();

    RedisConnection connection = connect(redis.uri());
    connection.onReconnect(() -> {});

    assertThat(threads()).isEqualTo(before);
    assertThat(redis.clients()).isZero();
  }

  @Test
  void uri_passwordUserAndDatabase() throws Exception {
    LocalRedis redis = server("--user", "ann", "on", ">p@ss", "~*", "+@all", "--user", "default", "off");

    RedisConnection connection = connect("redis://ann:p%40ss@127.0.0.1:" + redis.port + "/3");

    assertThat(connection.execute(set("k", "v")).join()).isEqualTo("OK");
    assertThat(redis.ask("AUTH ann p@ss\r\nCLIENT LIST")).containsPattern("name=cinnabar .*db=3 .*user=ann");
  }

  @Test
  void redissonYaml() throws Exception {
    Path file = Files.createTempFile("redisson", ".yaml");
    toClose.add(() -> Files.delete(file));
    Files.writeString(file, "singleServerConfig:\n  address: \"" + server().uri() + "\"\n  connectionMinimumIdleSize: 1\n");

    assertThat(connect(file.toUri().toString()).execute(eval("return 'pong'")).join()).isEqualTo("pong");
  }

  @ParameterizedTest
  @CsvSource({
    "/usr/bin/redis-server, no, false", "/tmp/servers/redis-server-8, no, true", "/tmp/servers/valkey-server-9, no, true",
    "/usr/bin/redis-server, yes, false", "/tmp/servers/redis-server-8, yes, true"
  })
  void capabilities(Path binary, String cluster, boolean nativeExpiry) throws Exception {
    Assumptions.assumeTrue(Files.exists(binary));
    LocalRedis redis = server(binary, "--cluster-enabled", cluster, "--cluster-require-full-coverage", "no");
    if (cluster.equals("yes")) {
      redis.ask("CLUSTER ADDSLOTSRANGE 0 16383");
      await().until(() -> redis.ask("CLUSTER INFO").contains("cluster_state:ok"));
    }

    assertThat(capabilities(redis.uri())).isEqualTo(new ServerCapabilities(nativeExpiry, cluster.equals("yes")));
  }

  @ParameterizedTest
  @CsvSource({"/usr/bin/redis-server, false", "/tmp/servers/redis-server-8, true", "/tmp/servers/valkey-server-9, true"})
  void capabilities_userMayNotAsk(Path binary, boolean nativeExpiry) throws Exception {
    Assumptions.assumeTrue(Files.exists(binary));
    LocalRedis redis = server(binary, "--user", "ann", "on", ">pw", "~cinnabar:*", "+@all", "-command", "-info");

    assertThat(capabilities("redis://ann:pw@127.0.0.1:" + redis.port)).isEqualTo(new ServerCapabilities(nativeExpiry, false));
  }

  private ServerCapabilities capabilities(String uri) {
    return connect(uri).execute(server -> CompletableFuture.completedFuture(server.capabilities())).join();
  }

  /** Loading the classes takes longer than the deadline here, and must not fail the first operation of a JVM. */
  @Test
  void firstOperationOfJvm_succeeds() throws Exception {
    Process jvm = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
        System.getProperty("java.class.path"), ColdStart.class.getName(), server().uri() + "?deadline=200ms")
        .redirectError(ProcessBuilder.Redirect.DISCARD).start();

    assertThat(new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).startsWith("OK");
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

  // ---- Failing

  @Test
  void refused_failsFast() throws Exception {
    int port = LocalRedis.freePort();
    RedisConnection connection = connect("redis://127.0.0.1:" + port);
    connection.execute(get("warm-up")).exceptionally(e -> null).join();

    Failure failure = fail(connection, get("k"));

    assertThat(failure.error()).isInstanceOf(CacheConnectionException.class).hasMessageContaining("connection refused")
        .hasMessageContaining("127.0.0.1:" + port).hasRootCauseInstanceOf(java.net.ConnectException.class);
    report("refused", failure);
    assertThat(failure.millis()).isLessThan(500);
  }

  @Test
  void unknownHost() {
    Failure failure = fail(connect("redis://no-such-host.invalid?deadline=5s"), get("k"));

    assertThat(failure.error()).hasMessageContaining("no-such-host.invalid");
    report("unknown host", failure);
  }

  @Test
  void acceptsButNeverAnswers_deadline() throws Exception {
    ServerSocket silent = closing(new ServerSocket(0, 50));
    RedisConnection connection = connect("redis://127.0.0.1:" + silent.getLocalPort() + "?deadline=400ms");

    for (int i = 0; i < 3; i++) {
      Failure failure = fail(connection, get("k"));
      assertThat(failure.error()).isInstanceOf(CacheTimeoutException.class)
          .hasMessageContaining("127.0.0.1:" + silent.getLocalPort());
      report("silent", failure);
      assertThat(failure.millis()).isLessThan(800L); // a later caller may join an attempt that has run for a while
    }
  }

  @Test
  void slowServer_deadline() throws Exception {
    LocalRedis redis = server();
    RedisConnection connection = connect(redis.uri() + "?deadline=400ms");
    connection.execute(get("k")).join();
    closing(redis.send("CLIENT PAUSE 1500 ALL"));
    await().until(() -> isPaused(redis));

    Failure failure = fail(connection, get("k"));

    assertThat(failure.error()).isInstanceOf(CacheTimeoutException.class).hasMessageContaining("400 ms")
        .hasMessageContaining("may or may not");
    report("paused", failure);
    assertThat(failure.millis()).isBetween(390L, 700L);
    await().untilAsserted(() -> assertThat(connection.execute(get("k"))).succeedsWithin(Duration.ofSeconds(1)));
  }

  private static boolean isPaused(LocalRedis redis) throws IOException {
    try (Socket socket = redis.send("PING")) {
      socket.setSoTimeout(100);
      return socket.getInputStream().read() < 0;
    } catch (java.net.SocketTimeoutException e) {
      return true;
    }
  }

  @ParameterizedTest
  @CsvSource({"redis://:s3cret@, WRONGPASS", "redis://bob:s3cret@, WRONGPASS", "redis://, NOAUTH"})
  void password_wrong(String prefix, String code) throws Exception {
    LocalRedis redis = server("--requirepass", "right");

    Failure failure = fail(connect(prefix + "127.0.0.1:" + redis.port), get("k"));

    assertThat(failure.error()).isInstanceOf(CacheConnectionException.class)
        .hasMessageContaining(code).hasMessageContaining("127.0.0.1:" + redis.port);
    assertNowhere(failure.error(), "s3cret");
  }

  @Test
  void password_notWanted() throws Exception {
    Failure failure = fail(connect("redis://:s3cret@127.0.0.1:" + server().port), get("k"));

    assertThat(failure.error()).hasMessageContaining("it has no password");
    assertNowhere(failure.error(), "s3cret");
  }

  @Test
  void notPermitted() throws Exception {
    LocalRedis redis = server("--user", "ann", "on", ">pw", "~*", "+@all", "-get");

    Failure failure = fail(connect("redis://ann:pw@127.0.0.1:" + redis.port), get("k"));

    assertThat(failure.error()).isInstanceOf(CacheConnectionException.class).hasMessageContaining("NOPERM");
  }

  @Test
  void notPermitted_scripts() throws Exception {
    LocalRedis redis = server("--user", "ann", "on", ">pw", "~*", "+@all", "-@scripting");

    Failure failure = fail(connect("redis://ann:pw@127.0.0.1:" + redis.port), get("k"));

    assertThat(failure.error()).isInstanceOf(CacheConnectionException.class).hasMessageContaining("NOPERM");
  }

  @Test
  void readOnly() throws Exception {
    LocalRedis redis = server();
    RedisConnection connection = connect(redis.uri());
    connection.execute(get("k")).join();
    redis.ask("REPLICAOF 127.0.0.1 1");

    Failure failure = fail(connection, set("k", "s3cret"));

    assertThat(failure.error()).isInstanceOf(CacheConnectionException.class).hasMessageContaining("READONLY");
    assertNowhere(failure.error(), "s3cret");
  }

  @Test
  void outOfMemory() throws Exception {
    LocalRedis redis = server("--maxmemory", "1");

    Failure failure = fail(connect(redis.uri()), set("k", "s3cret"));

    assertThat(failure.error()).isInstanceOf(CacheConnectionException.class).hasMessageContaining("OOM");
    assertNowhere(failure.error(), "s3cret");
  }

  @Test
  void database_unknown() throws Exception {
    Failure failure = fail(connect(server().uri() + "/99"), get("k"));

    assertThat(failure.error()).hasMessageContaining("no such database");
  }

  @Test
  void tls_plainPort() throws Exception {
    Failure failure = fail(connect("rediss://127.0.0.1:" + server().port + "?deadline=500ms"), get("k"));

    assertThat(failure.error()).isInstanceOf(CacheTimeoutException.class).hasMessageContaining("port speaks TLS");
  }

  @Test
  void tls_unknownCertificate(@TempDir Path directory) throws Exception {
    SSLServerSocket server = closing(tlsServer(directory.resolve("store.p12")));
    Thread acceptor = new Thread(() -> handshakes(server));
    acceptor.start();

    Failure failure = fail(connect("rediss://127.0.0.1:" + server.getLocalPort() + "?deadline=5s"), get("k"));

    assertThat(failure.error()).isInstanceOf(CacheConnectionException.class).hasMessageContaining("TLS failed");
    server.close();
    acceptor.join();
  }

  private static void handshakes(ServerSocket server) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        socket.getInputStream().read();
      } catch (IOException e) {
        // The client refuses the certificate, or the test is over.
      }
    }
  }

  private static SSLServerSocket tlsServer(Path store) throws Exception {
    new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-keystore",
        store.toString(), "-storepass", "changeit", "-keyalg", "EC", "-alias", "a", "-dname", "CN=127.0.0.1").start().waitFor();
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(KeyStore.getInstance(store.toFile(), "changeit".toCharArray()), "changeit".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0);
  }

  @Test
  void scriptError_textWithoutArguments() throws Exception {
    Failure failure = fail(connect(server().uri()), eval("return redis.error_reply('ERR it broke')", "s3cret"));

    assertThat(failure.error()).isInstanceOf(CacheConnectionException.class).hasMessageContaining("it broke");
    assertNowhere(failure.error(), "s3cret");
  }

  @Test
  void commandThrows_cacheExceptionUnchanged() throws Exception {
    RedisConnection connection = connect(server().uri());
    CacheException known = new IncompatibleCacheException("contradiction", null);

    assertThat(fail(connection, s -> {
      throw known;
    }).error()).isSameAs(known);
    assertThat(fail(connection, s -> CompletableFuture.failedFuture(new CompletionException(known))).error()).isSameAs(known);
    assertThat(fail(connection, s -> {
      throw new NullPointerException();
    }).error()).isInstanceOf(CacheConnectionException.class).hasCauseInstanceOf(NullPointerException.class);
  }

  // ---- Coming back

  @Test
  void serverStartsLater_nextOperationSucceeds() throws Exception {
    int port = LocalRedis.freePort();
    RedisConnection connection = connect("redis://127.0.0.1:" + port);
    assertThat(fail(connection, get("k")).error()).isInstanceOf(CacheConnectionException.class);

    toClose.add(LocalRedis.start(LocalRedis.BINARIES.get(0), port));

    assertThat(connection.execute(set("k", "v"))).succeedsWithin(Duration.ofSeconds(1));
  }

  @Test
  void serverKilledAndRestarted_worksAndTellsOnce() throws Exception {
    LocalRedis redis = server();
    RedisConnection connection = connect(redis.uri());
    AtomicInteger reconnected = new AtomicInteger();
    connection.onReconnect(() -> {
      throw new IllegalStateException("an action that fails");
    });
    connection.onReconnect(reconnected::incrementAndGet);
    connection.execute(set("k", "v")).join();

    for (int outage = 1; outage <= 2; outage++) {
      redis.kill();
      Failure failure = fail(connection, get("k"));
      assertThat(failure.error()).isInstanceOf(CacheException.class).hasMessageContaining("127.0.0.1:" + redis.port);
      report("killed", failure);
      redis.restart();
      await().atMost(Duration.ofSeconds(10)).ignoreExceptions()
          .until(() -> "OK".equals(connection.execute(set("k", "v")).join()));
      int expected = outage;
      await().untilAsserted(() -> assertThat(reconnected).hasValue(expected));
    }
    await().during(Duration.ofMillis(500)).until(() -> reconnected.get() == 2);
  }

  // ---- Closing

  @Test
  void closed_executeFails() throws Exception {
    RedisConnection connection = connect(server().uri());
    connection.execute(get("k")).join();
    connection.close();
    connection.close();

    Throwable error = fail(connection, get("k")).error();

    assertThat(error).isInstanceOf(CacheException.class).hasMessageContaining("closed")
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void close_endsOperationsUnderWay() throws Exception {
    RedisConnection connection = connect(server().uri() + "?deadline=1m");
    connection.execute(get("k")).join();
    CompletableFuture<String> pending = connection.execute(server -> new CompletableFuture<>());

    connection.close();

    assertThat(pending).isCompletedExceptionally();
    assertThat(catchThrowable(pending::join)).hasCauseInstanceOf(CacheException.class);
  }

  @Test
  void close_whileConnecting_fastAndLeavesNoThread() throws Exception {
    List<String> before = quietThreads();
    ServerSocket silent = closing(new ServerSocket(0, 50));
    RedisConnection connection = connect("redis://127.0.0.1:" + silent.getLocalPort() + "?deadline=1m");
    CompletableFuture<String> pending = connection.execute(get("k"));
    await().until(() -> threads().stream().anyMatch(name -> name.startsWith("redisson-netty")));

    long start = System.nanoTime();
    connection.close();
    long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();

    assertThat(millis).isLessThan(3000);
    assertThat(pending).isCompletedExceptionally();
    awaitThreads(before);
    System.out.println("close while connecting: " + millis + " ms");
  }

  @Test
  void close_serverGone_fastAndLeavesNoThread() throws Exception {
    List<String> before = quietThreads();
    LocalRedis redis = server();
    RedisConnection connection = connect(redis.uri());
    connection.execute(get("k")).join();
    redis.kill();
    connection.execute(get("k"));

    long start = System.nanoTime();
    connection.close();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    awaitThreads(before);
  }

  @Test
  void close_interruptedCaller_keepsInterruptAndClosesAll() throws Exception {
    List<String> before = quietThreads();
    RedisConnection connection = connect(server().uri());
    connection.execute(get("k")).join();

    Thread.currentThread().interrupt();
    connection.close();

    assertThat(Thread.interrupted()).isTrue();
    awaitThreads(before);
  }

  @Test
  void close_fromCallback_onRedissonThread() throws Exception {
    List<String> before = quietThreads();
    RedisConnection connection = connect(server().uri());
    CountDownLatch closed = new CountDownLatch(1);

    connection.execute(get("k")).thenCompose(v -> connection.execute(get("k"))).whenComplete((v, e) -> {
      connection.close();
      closed.countDown();
    });

    assertThat(closed.await(1, TimeUnit.SECONDS)).isTrue();
    awaitThreads(before);
  }

  @Test
  void failedAttempts_leaveNoThread() throws Exception {
    RedisConnection connection = connect("redis://127.0.0.1:" + LocalRedis.freePort());
    fail(connection, get("k"));
    for (int i = 0; i < 30; i++) {
      fail(connection, get("k"));
    }

    await().until(() -> threads().stream().noneMatch(name -> name.startsWith("redisson")));
  }

  @Test
  void applicationsClient_usedAndNotClosed() throws Exception {
    LocalRedis redis = server();
    Config config = new Config();
    config.useSingleServer().setAddress(redis.uri()).setConnectionMinimumIdleSize(1);
    RedissonClient client = Redisson.create(config);
    toClose.add(client::shutdown);
    Properties properties = new Properties();
    properties.put(ConnectionSettings.REDISSON_CLIENT, client);
    RedisConnection connection = RedissonConnection.of(
        ConnectionSettings.resolve(ConnectionSettings.DEFAULT_URI, properties, getClass().getClassLoader()));
    assertThat(connection.execute(s -> CompletableFuture.completedFuture(s.client())).join()).isSameAs(client);
    assertThat(connection.address()).isEqualTo(redis.uri());
    AtomicInteger reconnected = new AtomicInteger();
    connection.onReconnect(reconnected::incrementAndGet);

    connection.close();

    assertThat(client.isShutdown()).isFalse();
    assertThat(client.getBucket("k").isExists()).isFalse();
  }

  @Test
  void applicationsClient_shutDown() throws Exception {
    Config config = new Config();
    config.useSingleServer().setAddress(server().uri()).setConnectionMinimumIdleSize(1);
    RedissonClient client = Redisson.create(config);
    Properties properties = new Properties();
    properties.put(ConnectionSettings.REDISSON_CLIENT, client);
    RedisConnection connection = closing(RedissonConnection.of(
        ConnectionSettings.resolve(null, properties, getClass().getClassLoader())));
    connection.execute(get("k")).join();
    client.shutdown();

    assertThat(fail(connection, get("k")).error()).isInstanceOf(CacheConnectionException.class).hasMessageContaining("shut down");
  }

  @Test
  @Timeout(180)
  void twoHundredCycles_leaveNothing() throws Exception {
    LocalRedis redis = server();
    cycle(redis);
    await().until(() -> redis.clients() == 0);
    List<String> before = quietThreads();

    long start = System.nanoTime();
    for (int i = 0; i < 199; i++) {
      cycle(redis);
    }
    System.out.println("199 cycles: " + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms");

    awaitThreads(before);
    await().until(() -> redis.clients() == 0);
    System.out.println("threads after 1 cycle " + before.size() + ", after 200 " + threads().size() + " " + threads());
  }

  private static void cycle(LocalRedis redis) {
    RedisConnection connection = RedissonConnection.of(settings(redis.uri()));
    connection.onReconnect(() -> {});
    assertThat(connection.execute(set("k", "v")).join()).isEqualTo("OK");
    connection.close();
  }

  // ---- Helpers

  /** An error and how long it took. */
  private record Failure(Throwable error, long millis) {}

  private static <T> Failure fail(RedisConnection connection, Function<Server, CompletionStage<T>> command) {
    long start = System.nanoTime();
    Throwable thrown = catchThrowable(() -> connection.execute(command).join());
    long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
    assertThat(thrown).isInstanceOf(CompletionException.class);
    return new Failure(thrown.getCause(), millis);
  }

  private static void report(String what, Failure failure) {
    System.out.println(what + ": " + failure.millis() + " ms, " + failure.error());
  }

  private static void assertNowhere(Throwable error, String secret) {
    java.io.StringWriter trace = new java.io.StringWriter();
    error.printStackTrace(new java.io.PrintWriter(trace));
    assertThat(trace.toString()).doesNotContain(secret);
  }

  private static Function<Server, CompletionStage<String>> get(String key) {
    return eval("return redis.call('GET', ARGV[1])", key);
  }

  private static Function<Server, CompletionStage<String>> set(String key, String value) {
    return eval("return redis.call('SET', ARGV[1], ARGV[2]).ok", key, value);
  }

  private static Function<Server, CompletionStage<String>> eval(String script, Object... arguments) {
    return server -> server.client().getScript(StringCodec.INSTANCE)
        .evalAsync(RScript.Mode.READ_WRITE, script, RScript.ReturnType.VALUE, List.of("k"), arguments);
  }

  private RedisConnection connect(String uri) {
    return closing(RedissonConnection.of(settings(uri)));
  }

  private static ConnectionSettings settings(String uri) {
    return ConnectionSettings.resolve(URI.create(uri), null, new URLClassLoader(new URL[0], Redisson.class.getClassLoader()));
  }

  private LocalRedis server(String... options) throws IOException {
    return closing(LocalRedis.start(options));
  }

  private LocalRedis server(Path binary, String... options) throws IOException {
    return closing(LocalRedis.start(binary, LocalRedis.freePort(), options));
  }

  private <C extends AutoCloseable> C closing(C closeable) {
    toClose.add(closeable);
    return closeable;
  }

  private static boolean isOurs(String thread) {
    return thread.startsWith("redisson") || thread.startsWith("cinnabar") || thread.startsWith("globalEventExecutor");
  }

  /** The names of all threads but those that the JVM, the test framework and the process starter come and go with. */
  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> !name.startsWith("process reaper") && !name.startsWith("awaitility"))
        .filter(name -> !name.startsWith("junit-jupiter-timeout-watcher") && !name.startsWith("ForkJoinPool"))
        .sorted()
        .toList();
  }

  /** The threads once those of earlier tests have ended. */
  private static List<String> quietThreads() {
    await().until(() -> threads().stream().noneMatch(RedissonConnectionTest::isOurs));
    return threads();
  }

  private static void awaitThreads(List<String> before) {
    await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(threads()).isEqualTo(before));
  }
}
