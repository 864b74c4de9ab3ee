package org.cinnabar.jcache;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.cache.Cache;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.OnEveryServer;
import org.cinnabar.jcache.testing.TestRedis;
import org.junit.jupiter.api.AfterEach;

/** Loading what is gone from the cache while its writes still wait: the database is older. */
class WriteBehindLoadingTest {
  private final Database database = new Database();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    database.loading.countDown();
    database.writing.countDown();
    threads.shutdown();
  }

  /** A database whose writes and loads can be held up. */
  private static final class Database
      implements CacheLoader<String, String>, CacheWriter<String, String> {
    final Map<String, String> rows = new ConcurrentHashMap<>();
    final Queue<String> loads = new ConcurrentLinkedQueue<>();
    volatile CountDownLatch writing = new CountDownLatch(0);
    volatile CountDownLatch loading = new CountDownLatch(0);

    @Override
    public String load(String key) {
      String row = rows.get(key);
      loads.add(key);
      pass(loading);
      return row;
    }

    @Override
    public Map<String, String> loadAll(Iterable<? extends String> keys) {
      Map<String, String> loaded = new ConcurrentHashMap<>();
      for (String key : keys) {
        String row = load(key);
        if (row != null) {
          loaded.put(key, row);
        }
      }
      return loaded;
    }

    @Override
    public void write(Cache.Entry<? extends String, ? extends String> entry) {
      pass(writing);
      rows.put(entry.getKey(), entry.getValue());
    }

    @Override
    public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
      entries.forEach(this::write);
      entries.clear();
    }

    @Override
    public void delete(Object key) {
      pass(writing);
      rows.remove((String) key);
    }

    @Override
    public void deleteAll(Collection<?> keys) {
      keys.forEach(this::delete);
      keys.clear();
    }

    private static void pass(CountDownLatch latch) {
      try {
        assertThat(latch.await(30, SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private CinnabarConfiguration<String, String> settings(boolean writes) {
    CinnabarConfiguration<String, String> settings =
        new CinnabarConfiguration<String, String>()
            .setTypes(String.class, String.class)
            .setLoadPolicy(LoadPolicy.DEFAULT.withNullFor(Duration.ofMillis(50)));
    settings.setReadThrough(true).setCacheLoaderFactory(() -> database);
    if (writes) {
      settings
          .setWriteBehind(
              new WriteBehind().withDelay(Duration.ofMillis(10)).withCloseLimit(Duration.ZERO))
          .setWriteThrough(true)
          .setCacheWriterFactory(() -> database);
    }
    return settings;
  }

  @SuppressWarnings("unchecked")
  private static CinnabarCache<String, String> open(
      JCacheFixture fixture, CinnabarConfiguration<String, String> settings) {
    return fixture.cache(settings).unwrap(CinnabarCache.class);
  }

  @OnEveryServer
  void entryGone_writeWaits_whatIsToBeWrittenIsTheAnswer(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server);
        JCacheFixture reading = fixture.another()) {
      CinnabarCache<String, String> cache = open(fixture, settings(true));
      CinnabarCache<String, String> elsewhere = open(reading, settings(false));
      database.rows.putAll(Map.of("a", "old", "b", "old", "c", "old", "d", "old"));
      database.writing = new CountDownLatch(1);
      cache.put("a", "older");
      cache.put("a", "new");
      cache.put("b", "new");
      cache.put("b", "removed");
      cache.remove("b");
      cache.clear();

      for (CinnabarCache<String, String> each : List.of(cache, elsewhere)) {
        assertThat(each.get("a")).isEqualTo("new");
        assertThat(each.get("a", key -> "loaded")).isEqualTo("new");
        assertThat(each.get("b")).isNull();
        assertThat(each.get("c")).isEqualTo("old");
        assertThat(each.getAll(Set.of("a", "b", "d"))).isEqualTo(Map.of("a", "new", "d", "old"));
      }
      assertThat(database.loads).containsExactlyInAnyOrder("c", "d");
      assertThat(cache.containsKey("a")).isFalse();

      database.writing.countDown();
      cache.flush(Duration.ofSeconds(20));
      assertThat(cache.get("a")).isEqualTo("new");
      assertThat(elsewhere.get("b")).isNull();
      assertThat(database.loads).containsExactlyInAnyOrder("c", "d", "a", "b");
      assertThat(fixture.keysOnServer()).noneMatch(name -> name.endsWith(":pending"));
    }
  }

  @OnEveryServer
  void writtenAndRemovedWhileLoading_theOldRowIsNotStored(TestRedis server) throws Exception {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      CinnabarCache<String, String> cache = open(fixture, settings(true));
      database.rows.put("a", "old");
      database.writing = new CountDownLatch(1);
      database.loading = new CountDownLatch(1);
      Future<String> get = threads.submit(() -> cache.get("a"));
      await().until(() -> !database.loads.isEmpty());
      cache.put("a", "new");
      cache.invalidate("a");
      database.loading.countDown();

      assertThat(get.get(10, SECONDS)).isEqualTo("old"); // it was read before
      assertThat(cache.containsKey("a")).isFalse();
      assertThat(cache.get("a")).isEqualTo("new");
    }
  }

  @OnEveryServer
  void refreshAhead_writeWaits_theOldRowDoesNotComeBack(TestRedis server) throws Exception {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      CinnabarConfiguration<String, String> settings = settings(true);
      settings.setRefreshAhead(RefreshAhead.OFF.withStaleFor(Duration.ofMinutes(1)));
      settings.setExpiryPolicyFactory(
          CreatedExpiryPolicy.factoryOf(new javax.cache.expiry.Duration(MILLISECONDS, 100)));
      CinnabarCache<String, String> cache = open(fixture, settings);
      database.rows.put("a", "old");
      database.writing = new CountDownLatch(1);
      cache.put("a", "new");
      await()
          .during(Duration.ofMillis(600))
          .atMost(Duration.ofSeconds(5))
          .until(() -> cache.get("a").equals("new"));
      assertThat(database.loads).isEmpty();

      database.writing.countDown();
      await().until(() -> cache.get("a").equals("new") && !database.loads.isEmpty());
    }
  }

  @OnEveryServer
  void whatIsToBeWrittenCanNotBeDecoded_isLoaded(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      CinnabarCache<String, String> cache = open(fixture, settings(true));
      database.rows.putAll(Map.of("a", "old", "b", "old"));
      database.writing = new CountDownLatch(1);
      cache.put("held", "up");
      cache.put("a", "new");
      cache.put("b", "new");
      for (String key : List.of("a", "b")) {
        String partition = fixture.partition(key);
        String id = server.ask("XADD " + partition + "writes * k s:" + key + " v rubble");
        String pending = "pending s:" + key + " " + id.lines().toList().get(1);
        assertThat(server.ask("HSET " + partition + pending)).startsWith(":0");
        assertThat(server.ask("HSET " + partition + "entries s:" + key + " rubbish"))
            .startsWith(":0");
      }
      assertThat(cache.get("a")).isEqualTo("old");
      assertThat(cache.getAll(Set.of("a", "b"))).isEqualTo(Map.of("a", "old", "b", "old"));
      cache.clear();
      assertThat(cache.get("a")).isEqualTo("old");
      assertThat(cache.getAll(Set.of("a", "b"))).isEqualTo(Map.of("a", "old", "b", "old"));
    }
  }
}
