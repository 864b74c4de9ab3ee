package org.cinnabar.jcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.CacheException;
import org.cinnabar.jcache.CacheConnectionException;
import org.cinnabar.jcache.testing.TestRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;

/** What is left after closing: nothing. */
class RedissonConnectionCloseTest extends ConnectionFixture {
  @Test
  void closed_executeFails() throws Exception {
    RedisConnection connection = connect(server().uri());
    connection.execute(get("k")).join();
    connection.close();
    connection.close();

    Throwable error = fail(connection, get("k")).error();

    assertThat(error)
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("closed")
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
    RedisConnection connection =
        connect("redis://127.0.0.1:" + silent.getLocalPort() + "?deadline=1m");
    CompletableFuture<String> pending = connection.execute(get("k"));
    await().until(() -> threads().stream().anyMatch(name -> name.startsWith("redisson-netty")));

    long start = System.nanoTime();
    connection.close();
    long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();

    assertThat(millis).isLessThan(3000);
    assertThat(pending).isCompletedExceptionally();
    awaitThreads(before);
  }

  @Test
  void close_serverGone_fastAndLeavesNoThread() throws Exception {
    List<String> before = quietThreads();
    TestRedis redis = server();
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

    connection
        .execute(get("k"))
        .thenCompose(v -> connection.execute(get("k")))
        .whenComplete(
            (v, e) -> {
              connection.close();
              closed.countDown();
            });

    assertThat(closed.await(1, TimeUnit.SECONDS)).isTrue();
    awaitThreads(before);
  }

  @Test
  void failedAttempts_leaveNoThread() throws Exception {
    RedisConnection connection = connect("redis://127.0.0.1:" + TestRedis.freePort());
    fail(connection, get("k"));
    for (int i = 0; i < 30; i++) {
      fail(connection, get("k"));
    }

    await().until(() -> threads().stream().noneMatch(name -> name.startsWith("redisson")));
  }

  @Test
  void applicationsClient_usedAndNotClosed() throws Exception {
    TestRedis redis = server();
    Config config = new Config();
    config.useSingleServer().setAddress(redis.uri()).setConnectionMinimumIdleSize(1);
    RedissonClient client = Redisson.create(config);
    toClose.add(client::shutdown);
    Properties properties = new Properties();
    properties.put(ConnectionSettings.REDISSON_CLIENT, client);
    RedisConnection connection =
        RedissonConnection.of(
            ConnectionSettings.resolve(
                ConnectionSettings.DEFAULT_URI, properties, getClass().getClassLoader()));
    assertThat(connection.execute(s -> CompletableFuture.completedFuture(s.client())).join())
        .isSameAs(client);
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
    RedisConnection connection =
        closing(
            RedissonConnection.of(
                ConnectionSettings.resolve(null, properties, getClass().getClassLoader())));
    connection.execute(get("k")).join();
    client.shutdown();

    assertThat(fail(connection, get("k")).error())
        .isInstanceOf(CacheConnectionException.class)
        .hasMessageContaining("shut down");
  }

  @Test
  @Timeout(180)
  void twoHundredCycles_leaveNothing() throws Exception {
    TestRedis redis = server();
    cycle(redis);
    await().until(() -> redis.clients() == 0);
    List<String> before = quietThreads();

    for (int i = 0; i < 199; i++) {
      cycle(redis);
    }

    awaitThreads(before);
    await().until(() -> redis.clients() == 0);
  }
}
