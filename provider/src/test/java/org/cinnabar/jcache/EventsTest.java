package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.expiry.CreatedExpiryPolicy;
import org.cinnabar.jcache.testing.EventLog;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.OnEveryServer;
import org.cinnabar.jcache.testing.TestRedis;
import org.junit.jupiter.api.Test;

/** What listeners hear (JSR-107, chapter 8), beyond what the TCK asks. */
class EventsTest {

  @OnEveryServer
  void everyWrite_firesItsEventWithTheTrueOldValue(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, Integer> cache = fixture.cache();
      EventLog<String, Integer> log = new EventLog<>();
      cache.registerCacheEntryListener(log.configuration(true));

      List<String> expected = new ArrayList<>();
      expect(expected, log, () -> cache.put("a", 1), "CREATED a: 1");
      expect(expected, log, () -> cache.put("a", 2), "UPDATED a: 1 -> 2");
      expect(expected, log, () -> cache.getAndPut("a", 3), "UPDATED a: 2 -> 3");
      expect(expected, log, () -> cache.replace("a", 4), "UPDATED a: 3 -> 4");
      expect(expected, log, () -> cache.replace("a", 4, 5), "UPDATED a: 4 -> 5");
      expect(expected, log, () -> cache.replace("a", 4, 6));
      expect(expected, log, () -> cache.getAndReplace("a", 6), "UPDATED a: 5 -> 6");
      expect(expected, log, () -> cache.putIfAbsent("a", 7));
      expect(expected, log, () -> cache.putIfAbsent("b", 7), "CREATED b: 7");
      expect(expected, log, () -> cache.remove("b", 8));
      expect(expected, log, () -> cache.remove("b", 7), "REMOVED b: 7");
      expect(expected, log, () -> cache.getAndRemove("a"), "REMOVED a: 6");
      expect(expected, log, () -> cache.putAll(Map.of("c", 1)), "CREATED c: 1");
      expect(expected, log, () -> cache.removeAll(Set.of("c", "d")), "REMOVED c: 1");
      expect(
          expected,
          log,
          () -> cache.invoke("e", (entry, arguments) -> set(entry, 1)),
          "CREATED e: 1");
      expect(
          expected,
          log,
          () -> cache.invoke("e", (entry, arguments) -> set(entry, 2)),
          "UPDATED e: 1 -> 2");
      expect(expected, log, cache::removeAll, "REMOVED e: 2");
      expect(expected, log, () -> cache.put("f", 1), "CREATED f: 1");
      expect(expected, log, cache::clear);
    }
  }

  private static Integer set(javax.cache.processor.MutableEntry<String, Integer> entry, int value) {
    entry.setValue(value);
    return value;
  }

  private static void expect(
      List<String> so, EventLog<String, Integer> log, Runnable operation, String... more) {
    operation.run();
    so.addAll(List.of(more));
    assertThat(log.lines()).isEqualTo(so);
  }

  @OnEveryServer
  void entryOfIdleCache_expires_isReportedWithinASecond(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      var configuration =
          new CinnabarConfiguration<String, Integer>().setTypes(String.class, Integer.class);
      configuration.setExpiryPolicyFactory(
          CreatedExpiryPolicy.factoryOf(
              new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, 300)));
      EventLog<String, Integer> log = new EventLog<>();
      configuration.addCacheEntryListenerConfiguration(log.configuration(false));
      fixture.cache(configuration).put("a", 1);

      await()
          .atMost(Duration.ofMillis(1_300))
          .pollInterval(Duration.ofMillis(10))
          .until(() -> log.lines().size() == 2);
      assertThat(log.lines()).containsExactly("CREATED a: 1", "EXPIRED a: 1");
    }
  }

  @OnEveryServer
  void writeOfAnotherJvm_isHeardSynchronouslyAndInCommitOrder(TestRedis server) {
    try (JCacheFixture one = JCacheFixture.on(server);
        JCacheFixture two = one.another()) {
      Cache<String, Integer> writer = one.cache();
      EventLog<String, Integer> log = new EventLog<>();
      two.cache().registerCacheEntryListener(log.configuration(true));

      List<String> expected = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        writer.put("k", i);
        expected.add(i == 0 ? "CREATED k: 0" : "UPDATED k: " + (i - 1) + " -> " + i);
        assertThat(log.lines()).hasSize(i + 1);
      }
      assertThat(log.lines()).isEqualTo(expected);
    }
  }

  @Test
  void serverAwayWhenTheCacheIsCreated_jvmThatOnlyListensHearsAfterwards() {
    TestRedis server = TestRedis.embedded();
    server.stop();
    try (server;
        JCacheFixture listening = JCacheFixture.on(server);
        JCacheFixture writing = listening.another()) {
      EventLog<String, Integer> log = new EventLog<>();
      listening.cache(
          new CinnabarConfiguration<String, Integer>()
              .setTypes(String.class, Integer.class)
              .addCacheEntryListenerConfiguration(log.configuration(false)));
      Cache<String, Integer> cache = writing.cache();
      assertThatExceptionOfType(CacheConnectionException.class).isThrownBy(() -> cache.put("a", 1));

      server.start();

      await()
          .atMost(Duration.ofSeconds(10))
          .ignoreException(CacheConnectionException.class)
          .untilAsserted(
              () -> {
                cache.put("a", 1);
                assertThat(log.lines()).isNotEmpty();
              });
    }
  }

  @OnEveryServer
  void synchronousListenerThrows_operationFailsAndIsDone(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, Integer> cache = fixture.cache();
      CacheEntryCreatedListener<String, Integer> broken =
          events -> {
            throw new IllegalArgumentException("no");
          };
      cache.registerCacheEntryListener(
          new MutableCacheEntryListenerConfiguration<String, Integer>(
              () -> broken, null, false, true));

      assertThatExceptionOfType(CacheEntryListenerException.class)
          .isThrownBy(() -> cache.put("a", 1))
          .withRootCauseInstanceOf(IllegalArgumentException.class);
      assertThat(cache.get("a")).isEqualTo(1);
    }
  }

  @OnEveryServer
  void listenerThatWritesToItsOwnCache_doesNotHang(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, Integer> cache = fixture.cache();
      CacheEntryCreatedListener<String, Integer> echo =
          events -> events.forEach(event -> cache.putIfAbsent("echo", event.getValue()));
      cache.registerCacheEntryListener(
          new MutableCacheEntryListenerConfiguration<String, Integer>(
              () -> echo, null, false, true));

      long started = System.nanoTime();
      cache.put("a", 1);
      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofMillis(900));
      assertThat(cache.get("echo")).isEqualTo(1);
    }
  }

  @OnEveryServer
  void deregisteredListener_isClosedAndHearsNothing(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, Integer> cache = fixture.cache();
      EventLog<String, Integer> log = new EventLog<>();
      var configuration = log.configuration(true);
      cache.registerCacheEntryListener(configuration);
      cache.deregisterCacheEntryListener(configuration);

      cache.put("a", 1);
      assertThat(log.lines()).isEmpty();
      assertThat(log.isClosed()).isTrue();
    }
  }
}
