package org.cinnabar.jcache.internal.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.cinnabar.jcache.CacheTimeoutException;
import org.cinnabar.jcache.testing.TestRedis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Subscriptions, also those that the server confirms after nobody waits for them any more. */
class ChannelTest {
  private static final String NAME = "the-channel";
  private static final Duration DEADLINE = Duration.ofMillis(700);

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final AtomicInteger renewals = new AtomicInteger();
  private TestRedis redis;
  private RedisConnection.Server server;
  private TestConnection connection;
  private Channel channel;

  @BeforeEach
  void start() {
    redis = TestRedis.embedded();
    server = TestConnection.connect(redis);
    connection = new TestConnection(server, redis.uri(), DEADLINE);
    channel =
        new Channel(
            connection,
            NAME,
            message -> heard.add(new String(message, US_ASCII)),
            renewals::incrementAndGet);
  }

  @AfterEach
  void stop() {
    connection.close();
    server.client().shutdown();
    redis.close();
  }

  private void openTooLate() {
    redis.pause();
    try {
      assertThat(catchThrowable(() -> channel.open().join()))
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(CacheTimeoutException.class);
    } finally {
      redis.resume();
    }
    await().until(() -> redis.ask("INFO commandstats").contains("cmdstat_subscribe"));
  }

  private void publish(String... messages) {
    for (String message : messages) {
      redis.ask("PUBLISH " + NAME + " " + message);
    }
    await().until(() -> heard.contains(messages[messages.length - 1]));
  }

  private void awaitSubscribers(int count) {
    await()
        .untilAsserted(
            () -> assertThat(redis.ask("PUBSUB NUMSUB " + NAME)).contains(":" + count + "\r"));
  }

  @Test
  void confirmedTooLate_theRetryHearsEverythingOnce() {
    openTooLate();
    await().untilAsserted(() -> channel.open().join());
    publish("a", "b", "end");

    assertThat(heard).containsExactly("a", "b", "end");
  }

  @Test
  void confirmedAfterItWasClosed_nothingStaysSubscribed() {
    openTooLate();
    channel.close().join();

    awaitSubscribers(0);
    assertThat(heard).isEmpty();
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void openedAndClosed_andOpenedAgain() {
    channel.open().join();
    assertThat(channel.isOpen()).isTrue();
    channel.close().join();
    assertThat(channel.isOpen()).isFalse();
    awaitSubscribers(0);

    channel.open().join();
    publish("a", "end");

    assertThat(heard).containsExactly("a", "end");
    assertThat(renewals).hasValue(0);
  }
}
