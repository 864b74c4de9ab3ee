package org.cinnabar.jcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertPathBuilderException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.cache.CacheException;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.cinnabar.jcache.CacheConnectionException;
import org.cinnabar.jcache.CacheTimeoutException;
import org.cinnabar.jcache.IncompatibleCacheException;
import org.cinnabar.jcache.testing.Certificate;
import org.cinnabar.jcache.testing.TestRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How operations fail, how soon, and what the errors say. */
class RedissonConnectionFailureTest extends ConnectionFixture {
  @Test
  void refused_failsFast() throws Exception {
    int port = TestRedis.freePort();
    RedisConnection connection = connect("redis://127.0.0.1:" + port);
    connection.execute(get("warm-up")).exceptionally(e -> null).join();

    Failure failure = fail(connection, get("k"));

    assertThat(failure.error())
        .isInstanceOf(CacheConnectionException.class)
        .hasMessageContaining("connection refused")
        .hasMessageContaining("127.0.0.1:" + port)
        .hasRootCauseInstanceOf(java.net.ConnectException.class);
    assertThat(failure.millis()).isLessThan(500);
  }

  @Test
  void unknownHost() {
    Failure failure = fail(connect("redis://no-such-host.invalid?deadline=5s"), get("k"));

    assertThat(failure.error()).hasMessageContaining("no-such-host.invalid");
  }

  @Test
  void acceptsButNeverAnswers_deadline() throws Exception {
    ServerSocket silent = closing(new ServerSocket(0, 50));
    RedisConnection connection =
        connect("redis://127.0.0.1:" + silent.getLocalPort() + "?deadline=400ms");

    for (int i = 0; i < 3; i++) {
      Failure failure = fail(connection, get("k"));
      assertThat(failure.error())
          .isInstanceOf(CacheTimeoutException.class)
          .hasMessageContaining("127.0.0.1:" + silent.getLocalPort());
      assertThat(failure.millis())
          .isLessThan(800L); // a later caller may join an attempt that has run for a while
    }
  }

  @Test
  void slowServer_deadline() throws Exception {
    TestRedis redis = server();
    RedisConnection connection = connect(redis.uri() + "?deadline=400ms");
    connection.execute(get("k")).join();
    closing(redis.send("CLIENT PAUSE 1500 ALL"));
    await().until(() -> isPaused(redis));

    Failure failure = fail(connection, get("k"));

    assertThat(failure.error())
        .isInstanceOf(CacheTimeoutException.class)
        .hasMessageContaining("400 ms")
        .hasMessageContaining("may or may not");
    assertThat(failure.millis()).isBetween(390L, 700L);
    await()
        .untilAsserted(
            () -> assertThat(connection.execute(get("k"))).succeedsWithin(Duration.ofSeconds(1)));
  }

  private static boolean isPaused(TestRedis redis) throws IOException {
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
    TestRedis redis = server("--requirepass", "right");

    Failure failure = fail(connect(prefix + "127.0.0.1:" + redis.port()), get("k"));

    assertThat(failure.error())
        .isInstanceOf(CacheConnectionException.class)
        .hasMessageContaining(code)
        .hasMessageContaining("127.0.0.1:" + redis.port());
    assertNowhere(failure.error(), "s3cret");
  }

  @Test
  void password_notWanted() throws Exception {
    Failure failure = fail(connect("redis://:s3cret@127.0.0.1:" + server().port()), get("k"));

    assertThat(failure.error()).hasMessageContaining("it has no password");
    assertNowhere(failure.error(), "s3cret");
  }

  @Test
  void notPermitted() throws Exception {
    TestRedis redis = server("--user", "ann", "on", ">pw", "~*", "+@all", "-get");

    Failure failure = fail(connect("redis://ann:pw@127.0.0.1:" + redis.port()), get("k"));

    assertThat(failure.error())
        .isInstanceOf(CacheConnectionException.class)
        .hasMessageContaining("NOPERM");
  }

  @Test
  void notPermitted_scripts() throws Exception {
    TestRedis redis = server("--user", "ann", "on", ">pw", "~*", "+@all", "-@scripting");

    Failure failure = fail(connect("redis://ann:pw@127.0.0.1:" + redis.port()), get("k"));

    assertThat(failure.error())
        .isInstanceOf(CacheConnectionException.class)
        .hasMessageContaining("NOPERM");
  }

  @Test
  void readOnly() throws Exception {
    TestRedis redis = server();
    RedisConnection connection = connect(redis.uri());
    connection.execute(get("k")).join();
    redis.ask("REPLICAOF 127.0.0.1 1");

    Failure failure = fail(connection, set("k", "s3cret"));

    assertThat(failure.error())
        .isInstanceOf(CacheConnectionException.class)
        .hasMessageContaining("READONLY");
    assertNowhere(failure.error(), "s3cret");
  }

  @Test
  void outOfMemory() throws Exception {
    TestRedis redis = server("--maxmemory", "1");

    Failure failure = fail(connect(redis.uri()), set("k", "s3cret"));

    assertThat(failure.error())
        .isInstanceOf(CacheConnectionException.class)
        .hasMessageContaining("OOM");
    assertNowhere(failure.error(), "s3cret");
  }

  @Test
  void database_unknown() throws Exception {
    Failure failure = fail(connect(server().uri() + "/99"), get("k"));

    assertThat(failure.error()).hasMessageContaining("no such database");
  }

  @Test
  void tls_plainPort() throws Exception {
    Failure failure =
        fail(connect("rediss://127.0.0.1:" + server().port() + "?deadline=500ms"), get("k"));

    assertThat(failure.error())
        .isInstanceOf(CacheTimeoutException.class)
        .hasMessageContaining("port speaks TLS");
  }

  @Test
  void tls_unknownCertificate(@TempDir Path directory) throws Exception {
    SSLServerSocket server = closing(tlsServer(Certificate.create(directory).store()));
    Thread acceptor = new Thread(() -> handshakes(server));
    acceptor.start();
    String address = "rediss://127.0.0.1:" + server.getLocalPort();
    // By default Redisson goes on trying for longer than the deadline.
    Path yaml =
        Files.writeString(
            directory.resolve("redisson.yaml"), "singleServerConfig: {address: '" + address + "'}");

    for (String uri : List.of(address, yaml.toUri().toString())) {
      assertThat(fail(connect(uri + "?deadline=3s"), get("k")).error())
          .isInstanceOf(CacheConnectionException.class)
          .hasMessageContainingAll(
              address, "certificate is not trusted", "javax.net.ssl.trustStore")
          .hasRootCauseInstanceOf(CertPathBuilderException.class);
    }
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
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(
        KeyStore.getInstance(store.toFile(), Certificate.PASSWORD.toCharArray()),
        Certificate.PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0);
  }

  @Test
  void scriptError_textWithoutArguments() throws Exception {
    Failure failure =
        fail(connect(server().uri()), eval("return redis.error_reply('ERR it broke')", "s3cret"));

    assertThat(failure.error())
        .isInstanceOf(CacheConnectionException.class)
        .hasMessageContaining("it broke");
    assertNowhere(failure.error(), "s3cret");
  }

  @Test
  void commandThrows_cacheExceptionUnchanged() throws Exception {
    RedisConnection connection = connect(server().uri());
    CacheException known = new IncompatibleCacheException("contradiction", null);

    assertThat(
            fail(
                    connection,
                    s -> {
                      throw known;
                    })
                .error())
        .isSameAs(known);
    CompletableFuture<String> wrapped =
        CompletableFuture.failedFuture(new CompletionException(known));
    assertThat(fail(connection, s -> wrapped).error()).isSameAs(known);
    assertThat(
            fail(
                    connection,
                    s -> {
                      throw new NullPointerException();
                    })
                .error())
        .isInstanceOf(CacheConnectionException.class)
        .hasCauseInstanceOf(NullPointerException.class);
  }
}
