package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import org.cinnabar.jcache.testing.DatabaseWriter;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.Ledger;
import org.cinnabar.jcache.testing.OnEveryServer;
import org.cinnabar.jcache.testing.TestDatabase;
import org.cinnabar.jcache.testing.TestJvm;
import org.cinnabar.jcache.testing.TestRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that write behind a cache die, and no write that was acknowledged is lost. The system
 * property {@code cinnabar.torture.writes} sets how many writes there are, 2,000 by default; from
 * 20,000 on each process dies ten times.
 */
class WriteBehindCrashTest {
  private static final int JVMS = 2;
  private static final int WRITES = Integer.getInteger("cinnabar.torture.writes", 2_000);
  private static final int KEYS = WRITES / 20;
  private static final int KILLS = Math.min(10, Math.max(2, WRITES / 2_000));

  @OnEveryServer
  void processDiesAtAnyStep_anotherOneWrites(TestRedis server, @TempDir Path directory)
      throws Exception {
    for (String step : WritingWorker.STEPS) {
      try (TestDatabase database = new TestDatabase(directory.resolve(step));
          JCacheFixture fixture = JCacheFixture.on(server)) {
        TestJvm.run(
            List.of(),
            WritingWorker.class,
            "dying",
            fixture.uriForAnotherProcess(),
            database.url(),
            step,
            "behind");
        boolean written = step.equals("written");
        assertThat(database.rows()).as(step).isEqualTo(written ? Map.of("k", 1) : Map.of());
        DatabaseWriter writer = new DatabaseWriter(database.url());
        Cache<String, Integer> cache =
            fixture.cache(
                WritingWorker.configuration(writer).setWriteBehind(WritingWorker.writeBehind()));
        assertThat(cache.get("k")).as(step).isEqualTo(1);
        cache.unwrap(CinnabarCache.class).flush(Duration.ofSeconds(20));
        assertThat(database.rows()).as(step).isEqualTo(Map.of("k", 1));
        // What was written without being taken out of the queue is written again.
        assertThat(database.history().get("k")).as(step).hasSize(written ? 2 : 1);
      }
    }
  }

  /** Both processes die again and again, and once the server. */
  @Test
  void everythingDies_noAcknowledgedWriteIsLost(@TempDir Path directory) throws Exception {
    try (TestRedis server = TestRedis.embedded("--appendonly", "yes", "--appendfsync", "always");
        TestDatabase database = new TestDatabase(directory);
        JCacheFixture fixture = JCacheFixture.on(server)) {
      Path file = directory.resolve("ledger");
      Ledger ledger = new Ledger(file, KEYS);
      Random random = new Random();
      for (int life = 0; life < KILLS; life++) {
        int stage = life;
        List<Process> processes = start(fixture, database, file, stage);
        await().atMost(Duration.ofMinutes(1)).until(() -> ledger.arrived(stage) == JVMS);
        Thread.sleep(200 + random.nextInt(1_300)); // at a moment that nobody chose
        if (life == KILLS / 2) {
          server.kill();
          server.start();
          Thread.sleep(1_000);
        }
        processes.forEach(Process::destroyForcibly);
        for (Process process : processes) {
          process.waitFor();
        }
      }
      for (Process process : start(fixture, database, file, KILLS)) {
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
      }
      check(ledger, database);
    }
  }

  private static List<Process> start(
      JCacheFixture fixture, TestDatabase database, Path ledger, int life) throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < JVMS; i++) {
      processes.add(
          TestJvm.start(
              List.of(),
              WritingWorker.class,
              "behind",
              JCacheFixture.uri(fixture.server(), fixture.namespace()) + "&deadline=2s",
              database.url(),
              ledger.toString(),
              Integer.toString(i * KEYS / JVMS),
              Integer.toString(KEYS / JVMS),
              Integer.toString(WRITES / JVMS),
              Integer.toString(life)));
    }
    return processes;
  }

  private static void check(Ledger ledger, TestDatabase database) throws Exception {
    Map<String, Integer> rows = database.rows();
    Map<String, String> lost = new HashMap<>();
    long acknowledged =
        ledger.arrived(WritingWorker.ACKNOWLEDGED) + ledger.arrived(WritingWorker.ACKNOWLEDGED + 1);
    for (int key = 0; key < KEYS; key++) {
      long written = ledger.written(key);
      int row = rows.getOrDefault("k" + key, 0);
      if (row < written || row > ledger.begun(key)) {
        lost.put("k" + key, row + " instead of " + written + " to " + ledger.begun(key));
      }
    }
    int told = 0;
    int backwards = 0;
    for (List<Integer> history : database.history().values()) {
      told += history.size();
      for (int i = 1; i < history.size(); i++) {
        backwards += history.get(i) < history.get(i - 1) ? 1 : 0;
      }
    }
    System.out.printf(
        "write-behind: %d acknowledged writes over %d keys, %d kills of each of %d JVMs, 1 of the"
            + " server; the database was told %d times, %d keys lost, %d steps backwards%n",
        acknowledged, KEYS, KILLS, JVMS, told, lost.size(), backwards);
    assertThat(acknowledged).isGreaterThanOrEqualTo(WRITES);
    assertThat(lost).isEmpty();
    assertThat(backwards).isZero();
  }
}
