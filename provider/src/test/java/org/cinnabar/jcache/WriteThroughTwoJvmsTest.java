package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.cache.Cache;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryListener;
import javax.cache.event.CacheEntryUpdatedListener;
import org.cinnabar.jcache.testing.DatabaseWriter;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.OnEveryServer;
import org.cinnabar.jcache.testing.RedisServers;
import org.cinnabar.jcache.testing.TestDatabase;
import org.cinnabar.jcache.testing.TestJvm;
import org.cinnabar.jcache.testing.TestRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes write the same keys through: cache and database go through the same values. */
class WriteThroughTwoJvmsTest {
  private static final int KEYS = 5;
  private static final int WRITES = 200;

  /** Writes down which values each key had, in the order of the commits. */
  private static final class Values
      implements CacheEntryCreatedListener<String, Integer>,
          CacheEntryUpdatedListener<String, Integer> {
    final Map<String, List<Integer>> ofKeys = new HashMap<>();

    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends Integer>> events) {
      events.forEach(this::add);
    }

    @Override
    public void onUpdated(Iterable<CacheEntryEvent<? extends String, ? extends Integer>> events) {
      events.forEach(this::add);
    }

    private synchronized void add(CacheEntryEvent<? extends String, ? extends Integer> event) {
      ofKeys.computeIfAbsent(event.getKey(), key -> new ArrayList<>()).add(event.getValue());
    }
  }

  @OnEveryServer
  void twoJvms_cacheAndDatabaseHaveOneOrder(TestRedis server, @TempDir Path directory)
      throws Exception {
    Values values = new Values();
    try (TestDatabase database = new TestDatabase(directory);
        JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, Integer> cache = fixture.cache();
      Factory<CacheEntryListener<? super String, ? super Integer>> factory = () -> values;
      cache.registerCacheEntryListener(
          new MutableCacheEntryListenerConfiguration<>(factory, null, false, true));
      List<Process> processes = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        processes.add(
            TestJvm.start(
                List.of(),
                WritingWorker.class,
                "through",
                fixture.uriForAnotherProcess(),
                database.url(),
                directory.resolve("ledger").toString(),
                Integer.toString(i * 1_000_000),
                Integer.toString(KEYS),
                Integer.toString(WRITES)));
      }
      for (Process process : processes) {
        TestJvm.output(process);
      }
      Map<String, List<Integer>> history = database.history();
      assertThat(history.values()).allSatisfy(all -> assertThat(all).hasSize(2 * WRITES / KEYS));
      assertThat(values.ofKeys).isEqualTo(history);
      assertThat(cache.getAll(database.rows().keySet())).isEqualTo(database.rows());
    }
  }

  /** What the writer has taken stays; the key is free again when the lease has ended. */
  @Test
  void processDiesBetweenWriterAndCache_keyIsWrittenAgain(@TempDir Path directory)
      throws Exception {
    try (TestDatabase database = new TestDatabase(directory);
        JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      TestJvm.run(
          List.of(),
          WritingWorker.class,
          "dying",
          fixture.uriForAnotherProcess(),
          database.url(),
          "written",
          "through");
      Cache<String, Integer> cache =
          fixture.cache(WritingWorker.configuration(new DatabaseWriter(database.url())));
      assertThat(database.rows()).isEqualTo(Map.of("k", 1));
      assertThat(cache.get("k")).isNull();
      await()
          .atMost(Duration.ofSeconds(15))
          .ignoreExceptionsInstanceOf(CacheTimeoutException.class)
          .untilAsserted(() -> cache.put("k", 2));
      assertThat(database.rows()).isEqualTo(Map.of("k", 2));
      assertThat(cache.get("k")).isEqualTo(2);
    }
  }
}
