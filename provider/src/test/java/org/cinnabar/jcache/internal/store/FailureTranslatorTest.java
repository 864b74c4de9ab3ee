package org.cinnabar.jcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import javax.cache.CacheException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.cinnabar.jcache.CacheConnectionException;
import org.cinnabar.jcache.CacheTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.redisson.RedissonShutdownException;
import org.redisson.client.RedisAuthRequiredException;
import org.redisson.client.RedisClusterDownException;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.RedisException;
import org.redisson.client.RedisLoadingException;
import org.redisson.client.RedisMasterDownException;
import org.redisson.client.RedisNoReplicasException;
import org.redisson.client.RedisOutOfMemoryException;
import org.redisson.client.RedisReconnectedException;
import org.redisson.client.RedisResponseTimeoutException;
import org.redisson.client.RedisTimeoutException;
import org.redisson.client.RedisTryAgainException;
import org.redisson.client.RedisWrongPasswordException;

class FailureTranslatorTest {
  private static final String QUOTE =
      ". channel: [id: 0x1] data: CommandData [command=(EVAL), params: [s3cret, READONLY LOADING NOPERM], promise: x]";

  private final FailureTranslator translator =
      new FailureTranslator("redis://h:1", Duration.ofMillis(70));

  static Stream<Arguments> explained() {
    return Stream.of(
        Arguments.of(new RedisWrongPasswordException("WRONGPASS invalid" + QUOTE), "WRONGPASS"),
        Arguments.of(
            new RedisAuthRequiredException("NOAUTH Authentication required." + QUOTE), "NOAUTH"),
        Arguments.of(new RedisException("NOPERM User ann has no permissions" + QUOTE), "NOPERM"),
        Arguments.of(new RedisLoadingException("LOADING Redis is loading" + QUOTE), "LOADING"),
        Arguments.of(new RedisOutOfMemoryException("command not allowed" + QUOTE), "OOM"),
        Arguments.of(new RedisException("CROSSSLOT Keys" + QUOTE), "cluster"),
        Arguments.of(new RedisException("MOVED 1 127.0.0.1:1" + QUOTE), "redis+cluster://"),
        Arguments.of(
            new RedisException("MOVED redirection loop detected. Node h:1 has further redirect"),
            "CLUSTER NODES"),
        Arguments.of(new RedisTryAgainException("TRYAGAIN Multiple keys" + QUOTE), "CLUSTER NODES"),
        Arguments.of(
            new RedisMasterDownException("MASTERDOWN Link with MASTER is down" + QUOTE),
            "slots or masters are changing"),
        Arguments.of(
            new RedisNoReplicasException("NOREPLICAS Not enough good replicas" + QUOTE),
            "min-replicas-to-write"),
        Arguments.of(
            new RedisClusterDownException("CLUSTERDOWN The cluster is down" + QUOTE),
            "the cluster is down"),
        Arguments.of(new RedisException("CLUSTERDOWN Hash slot not served" + QUOTE), "CLUSTERDOWN"),
        Arguments.of(
            new RedisConnectionException("Not all slots covered! Only 2 slots are available."),
            "CLUSTERDOWN"),
        Arguments.of(
            new RedisException("ERR This instance has cluster support disabled" + QUOTE),
            "no cluster"),
        Arguments.of(
            new RedisConnectionException("Master node is undefined! SENTINEL GET-MASTER-ADDR"),
            "no master by this name"),
        Arguments.of(
            new RedisException("ERR unknown command `SENTINEL`, with args" + QUOTE), "no Sentinel"),
        Arguments.of(
            new RedisConnectionException("Can't connect to servers!"),
            "none of the servers could be reached"),
        Arguments.of(new RedisException("MISCONF Redis is configured" + QUOTE), "MISCONF"),
        Arguments.of(
            new RedisException("ERR max number of clients reached" + QUOTE), "too many clients"),
        Arguments.of(new RedisException("ERR something new" + QUOTE), "ERR something new"),
        Arguments.of(
            new RedisConnectionException("Unable", new ConnectException("Connection refused")),
            "refused"),
        Arguments.of(new RedisConnectionException(new UnknownHostException("h")), "unknown host"),
        Arguments.of(new RedisConnectionException(new SSLHandshakeException("PKIX")), "TLS failed"),
        Arguments.of(
            new RedisConnectionException(
                new SSLException("handshake", new CertificateException("No name matching h"))),
            "javax.net.ssl.trustStore"),
        Arguments.of(new RedisReconnectedException("Channel has been reconnected"), "was lost"),
        Arguments.of(new RedissonShutdownException("Redisson is shutdown"), "shut down"));
  }

  @ParameterizedTest
  @MethodSource("explained")
  void command_inWords(Throwable error, String words) {
    CacheException translated = translator.command(new CompletionException(error));

    assertThat(translated)
        .isInstanceOf(CacheConnectionException.class)
        .hasMessageContaining("redis://h:1")
        .hasMessageContaining(words);
    StringWriter trace = new StringWriter();
    translated.printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString()).doesNotContain("s3cret");
  }

  @Test
  void noAnswer_uncertainOnlyWhereSent() {
    RedisTimeoutException error =
        new RedisResponseTimeoutException("timeout, command: (EVAL), params: [s3cret]");

    assertThat(translator.command(error))
        .isInstanceOf(CacheTimeoutException.class)
        .hasMessageContaining("may or may not")
        .hasStackTraceContaining("RedisResponseTimeoutException");
    assertThat(translator.connecting(error))
        .isInstanceOf(CacheTimeoutException.class)
        .message()
        .doesNotContain("may or may not");
    assertThat(translator.command(error).getCause().toString()).doesNotContain("s3cret");
  }

  @Test
  void deadline_saysWhatItWaitedFor() {
    assertThat(translator.timeout(true, null))
        .hasMessageContaining("didn't answer within the deadline of 70 ms");
    assertThat(translator.timeout(false, null)).hasMessageContaining("No connection");
  }

  @ParameterizedTest
  @CsvSource({
    "rediss://h:1, true",
    "'redis://h:1, rediss://h:2', true",
    "rediss+cluster://h:1, true",
    "redis+cluster://rediss:1, false"
  })
  void noConnection_whereTlsIsWanted_saysSo(String address, boolean wanted) {
    String message =
        new FailureTranslator(address, Duration.ofMillis(70)).timeout(false, null).getMessage();

    assertThat(message.contains("speaks TLS")).isEqualTo(wanted);
  }

  @Test
  void cyclicCauses_end() {
    RuntimeException first = new RuntimeException("first");
    RuntimeException second = new RuntimeException("second", first);
    first.initCause(second);

    assertThat(translator.command(first)).isInstanceOf(CacheConnectionException.class);
  }
}
