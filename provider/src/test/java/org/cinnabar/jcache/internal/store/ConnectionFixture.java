package org.cinnabar.jcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.cinnabar.jcache.internal.store.RedisConnection.Server;
import org.cinnabar.jcache.testing.TestRedis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.redisson.api.RScript;
import org.redisson.client.codec.StringCodec;

/** Servers and connections that a test closes, commands to run, and threads to count. */
@Timeout(90)
abstract class ConnectionFixture {
  final List<AutoCloseable> toClose = new ArrayList<>();

  /** Loads the classes, which takes longer than the deadlines that are measured here. */
  @BeforeAll
  static void warmUp() throws Exception {
    try (TestRedis redis = TestRedis.embedded()) {
      cycle(redis);
    }
  }

  @AfterEach
  void closeAll() throws Exception {
    for (int i = toClose.size() - 1; i >= 0; i--) {
      toClose.get(i).close();
    }
  }

  static void cycle(TestRedis redis) {
    RedisConnection connection = RedissonConnection.of(settings(redis.uri()));
    connection.onReconnect(() -> {});
    assertThat(connection.execute(set("k", "v")).join()).isEqualTo("OK");
    connection.close();
  }

  /** An error and how long it took. */
  record Failure(Throwable error, long millis) {}

  static <T> Failure fail(
      RedisConnection connection, Function<Server, CompletionStage<T>> command) {
    long start = System.nanoTime();
    Throwable thrown = catchThrowable(() -> connection.execute(command).join());
    long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
    assertThat(thrown).isInstanceOf(CompletionException.class);
    return new Failure(thrown.getCause(), millis);
  }

  static void assertNowhere(Throwable error, String secret) {
    java.io.StringWriter trace = new java.io.StringWriter();
    error.printStackTrace(new java.io.PrintWriter(trace));
    assertThat(trace.toString()).doesNotContain(secret);
  }

  static Function<Server, CompletionStage<String>> get(String key) {
    return eval("return redis.call('GET', ARGV[1])", key);
  }

  static Function<Server, CompletionStage<String>> set(String key, String value) {
    return eval("return redis.call('SET', ARGV[1], ARGV[2]).ok", key, value);
  }

  static Function<Server, CompletionStage<String>> eval(String script, Object... arguments) {
    return server ->
        server
            .client()
            .getScript(StringCodec.INSTANCE)
            .evalAsync(
                RScript.Mode.READ_WRITE, script, RScript.ReturnType.VALUE, List.of("k"), arguments);
  }

  RedisConnection connect(String uri) {
    return closing(RedissonConnection.of(settings(uri)));
  }

  static ConnectionSettings settings(String uri) {
    return ConnectionSettings.resolve(
        URI.create(uri), null, ConnectionFixture.class.getClassLoader());
  }

  TestRedis server(String... options) {
    return closing(TestRedis.embedded(options));
  }

  TestRedis server(Path binary, String... options) {
    return closing(TestRedis.start(binary, options));
  }

  <C extends AutoCloseable> C closing(C closeable) {
    toClose.add(closeable);
    return closeable;
  }

  static boolean isOurs(String thread) {
    return thread.startsWith("redisson")
        || thread.startsWith("cinnabar")
        || thread.startsWith("globalEventExecutor");
  }

  /**
   * The names of all threads but those that the JVM, the test framework and the process starter
   * come and go with.
   */
  static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> !name.startsWith("process reaper") && !name.startsWith("awaitility"))
        .filter(
            name ->
                !name.startsWith("junit-jupiter-timeout-watcher")
                    && !name.startsWith("ForkJoinPool"))
        .sorted()
        .toList();
  }

  /** The threads once those of earlier tests have ended. */
  static List<String> quietThreads() {
    await().until(() -> threads().stream().noneMatch(ConnectionFixture::isOurs));
    return threads();
  }

  static void awaitThreads(List<String> before) {
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(threads()).isEqualTo(before));
  }
}
