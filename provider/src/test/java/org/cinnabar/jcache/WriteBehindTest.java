package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import javax.management.ObjectName;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.OnEveryServer;
import org.cinnabar.jcache.testing.RedisServers;
import org.cinnabar.jcache.testing.TestRedis;
import org.junit.jupiter.api.Test;

/** Write-behind: what is written is read at once, and reaches the writer later, in order. */
class WriteBehindTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  /** A database that can refuse keys, fail as a whole, and hang. */
  private static final class Database implements CacheWriter<Object, Object> {
    final Map<Object, Object> rows = new ConcurrentHashMap<>();
    final Set<Object> refused = ConcurrentHashMap.newKeySet();
    final List<String> told = Collections.synchronizedList(new ArrayList<>());
    volatile boolean allOrNothing;
    volatile CountDownLatch open = new CountDownLatch(0);

    @Override
    public void write(Cache.Entry<?, ?> entry) {
      refuse(entry.getKey());
      told.add(entry.getKey() + "=" + entry.getValue());
      rows.put(entry.getKey(), entry.getValue());
    }

    @Override
    public void writeAll(Collection<Cache.Entry<?, ?>> entries) {
      pass();
      if (allOrNothing) {
        entries.forEach(entry -> refuse(entry.getKey()));
      }
      for (Iterator<Cache.Entry<?, ?>> all = entries.iterator(); all.hasNext(); ) {
        write(all.next());
        all.remove();
      }
    }

    @Override
    public void delete(Object key) {
      refuse(key);
      told.add(key + " deleted");
      rows.remove(key);
    }

    @Override
    public void deleteAll(Collection<?> keys) {
      pass();
      for (Iterator<?> all = keys.iterator(); all.hasNext(); ) {
        delete(all.next());
        all.remove();
      }
    }

    private void pass() {
      try {
        open.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException("interrupted", e);
      }
    }

    private void refuse(Object key) {
      if (refused.contains(key)) {
        throw new IllegalArgumentException("refused");
      }
    }

    List<String> toldOf(String key) {
      synchronized (told) {
        return told.stream().filter(line -> line.startsWith(key)).toList();
      }
    }
  }

  private static CinnabarCache<Object, Object> open(
      JCacheFixture fixture, Database database, UnaryOperator<WriteBehind> settings) {
    return open(fixture, configuration(database, settings));
  }

  @SuppressWarnings("unchecked")
  private static CinnabarCache<Object, Object> open(
      JCacheFixture fixture, CinnabarConfiguration<Object, Object> configuration) {
    return fixture.cache(configuration).unwrap(CinnabarCache.class);
  }

  private static CinnabarConfiguration<Object, Object> configuration(
      Database database, UnaryOperator<WriteBehind> settings) {
    CinnabarConfiguration<Object, Object> configuration =
        new CinnabarConfiguration<>()
            .setWriteBehind(
                settings.apply(
                    new WriteBehind()
                        .withDelay(Duration.ofMillis(100))
                        .withTakeover(Duration.ofSeconds(1))
                        .withBackoff(Duration.ofMillis(10), Duration.ofMillis(50))
                        .withCloseLimit(Duration.ZERO)));
    configuration.setWriteThrough(true).setCacheWriterFactory(() -> database);
    return configuration;
  }

  @OnEveryServer
  void writes_areReadAtOnce_andWrittenInOneBatch(TestRedis server) {
    Database database = new Database();
    try (JCacheFixture fixture = JCacheFixture.on(server);
        JCacheFixture another = fixture.another()) {
      CinnabarCache<Object, Object> cache =
          open(fixture, database, settings -> settings.withDelay(Duration.ofMinutes(5)));
      Cache<Object, Object> elsewhere = another.cache(new CinnabarConfiguration<>());
      cache.put("a", 1);
      cache.put("a", 2);
      cache.putAll(Map.of("b", 3, "c", 4));
      cache.remove("b");
      cache.remove("never there");

      assertThat(elsewhere.getAll(Set.of("a", "b", "c"))).isEqualTo(Map.of("a", 2, "c", 4));
      assertThat(database.told).isEmpty();
      cache.flush(SOON);
      assertThat(database.told)
          .containsExactlyInAnyOrder("a=2", "c=4", "b deleted", "never there deleted");
      await().until(() -> keysOf(fixture).stream().noneMatch(key -> key.contains("writes")));
    }
  }

  @OnEveryServer
  void everyOperation_queuesWhatAWriterIsTold(TestRedis server) {
    Database database = new Database();
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      CinnabarCache<Object, Object> cache =
          open(fixture, database, settings -> settings.withCoalescing(false));
      cache.put("put", 1);
      cache.getAndPut("put", 2);
      cache.putIfAbsent("put", 3);
      cache.putIfAbsent("ifAbsent", 1);
      cache.replace("never there", 1);
      cache.replace("put", 4);
      cache.replace("put", 1, 5);
      cache.replace("put", 4, 5);
      cache.getAndReplace("put", 6);
      cache.remove("put", 1);
      cache.remove("put", 6);
      cache.getAndRemove("ifAbsent");
      cache.invoke(
          "invoked",
          (entry, arguments) -> {
            entry.setValue(7);
            return null;
          });
      cache.invalidate("invoked");
      cache.put("brief", 8, Duration.ofMillis(1));
      cache.flush(SOON);

      assertThat(database.toldOf("put"))
          .containsExactly("put=1", "put=2", "put=4", "put=5", "put=6", "put deleted");
      assertThat(database.toldOf("ifAbsent")).containsExactly("ifAbsent=1", "ifAbsent deleted");
      assertThat(database.rows).isEqualTo(Map.of("invoked", 7, "brief", 8));
      assertThat(database.told).hasSize(10);
    }
  }

  @OnEveryServer
  void entryThatIsGone_isWrittenNevertheless(TestRedis server) {
    Database database = new Database();
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      CinnabarConfiguration<Object, Object> configuration =
          configuration(database, settings -> settings.withDelay(Duration.ofMinutes(5)));
      configuration.setExpiryPolicyFactory(
          CreatedExpiryPolicy.factoryOf(javax.cache.expiry.Duration.ZERO));
      CinnabarCache<Object, Object> cache = open(fixture, configuration);
      cache.put("never stored", 1);
      cache.put("cleared", 2, Duration.ofMinutes(1));
      cache.clear();

      assertThat(cache.getAll(Set.of("never stored", "cleared"))).isEmpty();
      cache.flush(SOON);
      assertThat(database.rows).isEqualTo(Map.of("never stored", 1, "cleared", 2));
    }
  }

  @OnEveryServer
  void manyPartitions_areAllWritten(TestRedis server) {
    Database database = new Database();
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      CinnabarCache<Object, Object> cache =
          open(
              fixture,
              configuration(database, settings -> settings.withBatchSize(70)).setPartitions(8));
      Map<Object, Object> entries = numbered(3_000);
      cache.putAll(entries);
      cache.flush(SOON);
      assertThat(database.rows).isEqualTo(entries);
    }
  }

  @OnEveryServer
  void badEntry_goesToTheDeadLettersAlone_andIsReplayed(TestRedis server) {
    Database database = new Database();
    database.allOrNothing = true;
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      CinnabarCache<Object, Object> cache =
          open(fixture, database, settings -> settings.withMaxTries(5).withBatchSize(64));
      database.refused.add("k7");
      Map<Object, Object> entries = numbered(64);
      cache.putAll(entries);

      assertThatExceptionOfType(CacheWriterException.class)
          .isThrownBy(() -> cache.flush(SOON))
          .withMessageContaining("dead letters");
      assertThat(cache.deadLetters().count()).isEqualTo(1);
      DeadLetter<Object, Object> letter = cache.deadLetters().read(10).get(0);
      assertThat(letter.key()).isEqualTo("k7");
      assertThat(letter.value()).isEqualTo(7);
      assertThat(letter.tries()).isEqualTo(5);
      assertThat(letter.failure()).isEqualTo("java.lang.IllegalArgumentException: refused");
      Map<Object, Object> others = new HashMap<>(entries);
      others.remove("k7");
      assertThat(database.rows).isEqualTo(others);

      assertThat(cache.deadLetters().replay()).isEqualTo(1);
      await().until(() -> cache.deadLetters().read(1).get(0).since().isAfter(letter.since()));
      assertThat(database.rows).isEqualTo(others);

      database.refused.clear();
      assertThat(cache.deadLetters().replay()).isEqualTo(1);
      await().untilAsserted(() -> assertThat(database.rows).isEqualTo(entries));
      await().until(() -> cache.deadLetters().count() == 0);
    }
  }

  @OnEveryServer
  void laterWrite_makesADeadLetterVoid(TestRedis server) {
    Database database = new Database();
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      CinnabarCache<Object, Object> cache =
          open(fixture, database, settings -> settings.withMaxTries(1));
      database.refused.add("k");
      cache.put("k", 1);
      await().until(() -> cache.deadLetters().count() == 1);
      database.refused.clear();
      cache.put("k", 2);
      cache.flush(SOON);

      assertThat(cache.deadLetters().count()).isZero();
      assertThat(database.told).containsExactly("k=2");
      await().until(() -> keysOf(fixture).stream().noneMatch(key -> key.contains("dead-letter")));
    }
  }

  @OnEveryServer
  void discardedDeadLetters_areGone(TestRedis server) {
    Database database = new Database();
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      CinnabarCache<Object, Object> cache =
          open(fixture, database, settings -> settings.withMaxTries(1));
      database.refused.add("k");
      cache.remove("k");
      await().until(() -> cache.deadLetters().count() == 1);
      assertThat(cache.deadLetters().read(1).get(0).deletion()).isTrue();
      assertThat(cache.deadLetters().discard()).isEqualTo(1);
      assertThat(cache.deadLetters().count()).isZero();
    }
  }

  @OnEveryServer
  void undecodableWrite_goesToTheDeadLetters(TestRedis server) {
    Database database = new Database();
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      CinnabarCache<Object, Object> cache = open(fixture, database, settings -> settings);
      cache.put("k", 1);
      server.ask("XADD " + fixture.namespace() + ":{cache:0}:writes * k s:bad v junk");
      await().until(() -> cache.deadLetters().count() == 1);
      cache.put("l", 2);
      cache.flush(SOON);

      assertThat(cache.deadLetters().read(1).get(0).value()).isNull();
      assertThat(database.rows).isEqualTo(Map.of("k", 1, "l", 2));
    }
  }

  @OnEveryServer
  void fullBacklog_blocksThenFails_andNothingIsHalfWritten(TestRedis server) {
    Database database = new Database();
    database.open = new CountDownLatch(1);
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      CinnabarCache<Object, Object> cache =
          open(
              fixture,
              configuration(database, settings -> settings.withBatchSize(4).withMaxBacklog(4))
                  .setPartitions(1)); // each has a backlog of its own
      IntStream.range(0, 4).forEach(i -> cache.put("k" + i, i));
      long begun = System.nanoTime();
      List<Runnable> writes =
          List.of(
              () -> cache.put("k0", "more"),
              () -> cache.remove("k1"),
              () -> cache.putAll(Map.of("k2", "more", "k4", "more")),
              () -> cache.replace("k3", 3, "more"));
      for (Runnable write : writes) {
        assertThatExceptionOfType(BacklogFullException.class)
            .isThrownBy(write::run)
            .withMessageContaining("write-behind.max-backlog");
      }
      // Each waits for most of its deadline of a second.
      assertThat(Duration.ofNanos(System.nanoTime() - begun))
          .isGreaterThan(Duration.ofMillis(4 * 650));
      Map<Object, Object> before = Map.of("k0", 0, "k1", 1, "k2", 2, "k3", 3);
      assertThat(cache.getAll(Set.of("k0", "k1", "k2", "k3", "k4"))).isEqualTo(before);

      database.open.countDown();
      cache.putAll(numbered(100));
      cache.flush(SOON);
      assertThat(database.rows).isEqualTo(numbered(100));
    }
  }

  @OnEveryServer
  void hangingWriter_closingIsBounded_andAnotherTakesOver(TestRedis server) throws Exception {
    Database hanging = new Database();
    hanging.open = new CountDownLatch(1);
    Database database = new Database();
    try (JCacheFixture fixture = JCacheFixture.on(server);
        JCacheFixture another = fixture.another()) {
      CinnabarCache<Object, Object> cache = open(fixture, hanging, settings -> settings);
      cache.put("k", 1);
      assertThatExceptionOfType(CacheTimeoutException.class)
          .isThrownBy(() -> cache.flush(Duration.ofSeconds(3)))
          .withMessageContaining("stay queued");

      // Alive, it keeps its right however long the writer takes: the order is worth more.
      CinnabarCache<Object, Object> second = open(another, database, settings -> settings);
      second.put("k", 2);
      assertThatExceptionOfType(CacheTimeoutException.class)
          .isThrownBy(() -> second.flush(Duration.ofSeconds(3)));
      assertThat(database.told).isEmpty();

      long begun = System.nanoTime();
      cache.close();
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
      second.flush(SOON);
      assertThat(database.told).containsExactly("k=2");
    }
  }

  @OnEveryServer
  void close_writesWhatIsQueued(TestRedis server) {
    Database database = new Database();
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      CinnabarCache<Object, Object> cache =
          open(
              fixture,
              database,
              settings -> settings.withDelay(Duration.ofHours(1)).withCloseLimit(SOON));
      cache.putAll(numbered(1_000));
      cache.close();
      assertThat(database.rows).isEqualTo(numbered(1_000));
    }
  }

  @OnEveryServer
  void destroyedCache_leavesNothing(TestRedis server) {
    Database database = new Database();
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      CinnabarCache<Object, Object> cache =
          open(fixture, database, settings -> settings.withMaxTries(1));
      database.refused.addAll(Set.of("dead", "k"));
      cache.put("dead", 1);
      await().until(() -> cache.deadLetters().count() == 1);
      cache.deadLetters().replay();
      cache.put("k", 1);
      fixture.manager().destroyCache("cache");
      assertThat(keysOf(fixture)).isEmpty();
    }
  }

  @OnEveryServer
  void statistics_tellOfTheQueue(TestRedis server) throws Exception {
    Database database = new Database();
    database.refused.add("k0");
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      CinnabarConfiguration<Object, Object> configuration =
          configuration(database, settings -> settings.withMaxTries(3));
      configuration.setStatisticsEnabled(true);
      CinnabarCache<Object, Object> cache = open(fixture, configuration);
      CountDownLatch open = new CountDownLatch(1);
      database.open = open;
      IntStream.range(0, 3).forEach(i -> cache.put("k" + i, i));
      await()
          .untilAsserted(() -> assertThat(statistic(fixture, "WriteBehindBacklog")).isEqualTo(3));
      await().until(() -> statistic(fixture, "WriteBehindLag") > 300);
      open.countDown();
      await().untilAsserted(() -> assertThat(statistic(fixture, "DeadLetters")).isEqualTo(1));
      await().untilAsserted(() -> assertThat(statistic(fixture, "WriteBehindBacklog")).isZero());
      assertThat(statistic(fixture, "WriteBehindLag")).isZero();
      assertThat(statistic(fixture, "WritesBehind")).isEqualTo(2);
      assertThat(statistic(fixture, "WriteBehindFailures")).isGreaterThanOrEqualTo(3);
    }
  }

  @Test
  void put_isStillOneRoundTrip() {
    TestRedis server = RedisServers.shared();
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      CinnabarCache<Object, Object> cache =
          open(
              fixture,
              configuration(new Database(), settings -> settings.withDelay(Duration.ofHours(1)))
                  .setPartitions(1));
      cache.put("a", 1);
      await()
          .until(
              () ->
                  !server
                      .ask("GET " + fixture.namespace() + ":{cache:0}:drainer")
                      .startsWith("$-1"));
      long before = server.calls("evalsha");
      cache.put("a", 2);
      cache.remove("b");
      assertThat(server.calls("evalsha") - before)
          .isLessThanOrEqualTo(3); // one may be a look at the queue
    }
  }

  @Test
  void serverDiesAndComesBack_queuedWritesAreWritten() {
    Database database = new Database();
    try (TestRedis server = TestRedis.embedded("--appendonly", "yes", "--appendfsync", "always");
        JCacheFixture fixture = JCacheFixture.on(server)) {
      CinnabarCache<Object, Object> cache =
          open(fixture, database, settings -> settings.withDelay(Duration.ofMinutes(5)));
      cache.putAll(numbered(500));
      server.kill();
      server.start();
      await().ignoreExceptions().untilAsserted(() -> cache.flush(SOON));
      assertThat(database.rows).isEqualTo(numbered(500));
    }
  }

  private static Map<Object, Object> numbered(int count) {
    Map<Object, Object> entries = new HashMap<>();
    IntStream.range(0, count).forEach(i -> entries.put("k" + i, i));
    return entries;
  }

  private static List<String> keysOf(JCacheFixture fixture) {
    return fixture
        .server()
        .ask("KEYS " + fixture.namespace() + ":*")
        .lines()
        .filter(line -> line.startsWith(fixture.namespace()))
        .toList();
  }

  private static long statistic(JCacheFixture fixture, String name) throws Exception {
    String manager = fixture.manager().getURI().toString().replaceAll("[,:=\"*?\n]", ".");
    ObjectName bean =
        new ObjectName("javax.cache:type=CacheStatistics,CacheManager=" + manager + ",Cache=cache");
    return (Long) ManagementFactory.getPlatformMBeanServer().getAttribute(bean, name);
  }
}
