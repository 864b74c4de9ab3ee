package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.Ledger;
import org.cinnabar.jcache.testing.RedisServers;
import org.cinnabar.jcache.testing.TestJvm;
import org.cinnabar.jcache.testing.TestRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes write and read with near caches while their subscriptions are killed at random. The
 * system property {@code cinnabar.torture} says for how long, such as {@code 5m}.
 */
class NearTortureTest {
  private static final Duration TIME =
      Duration.parse("PT" + System.getProperty("cinnabar.torture", "15s"));
  private static final int LONGEST_PAUSE_MILLIS = 2_000;

  @TempDir Path directory;

  @Test
  void subscriptionsKilledAtRandom_nothingReadIsOlderThanPromised() throws Exception {
    long seed = System.nanoTime();
    try (TestRedis server = TestRedis.start(RedisServers.binaries().get(0));
        JCacheFixture fixture = JCacheFixture.on(server)) {
      Path file = directory.resolve("ledger");
      Ledger ledger = new Ledger(file, NearWorker.JVMS * NearWorker.KEYS_EACH);
      List<Process> processes = new ArrayList<>();
      for (int i = 0; i < NearWorker.JVMS; i++) {
        processes.add(
            TestJvm.start(
                List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=error"),
                NearWorker.class,
                JCacheFixture.uri(server, fixture.namespace()) + "&deadline=10s",
                file.toString(),
                Integer.toString(i),
                Long.toString(TIME.toMillis())));
      }
      int kills = killSubscriptions(server, ledger, new Random(seed));
      for (Process process : processes) {
        List<String> report = TestJvm.output(process).lines().toList();
        System.out.println("near cache torture, " + kills + " kills: " + report.get(0));
        assertThat(report.subList(1, report.size())).as("seed %d: what was wrong", seed).isEmpty();
      }
      assertThat(kills).isPositive();
    }
  }

  private static int killSubscriptions(TestRedis server, Ledger ledger, Random random)
      throws InterruptedException {
    int kills = 0;
    while (ledger.arrived(NearWorker.FINISHED) == 0) {
      TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
      if (ledger.arrived(NearWorker.STARTED) == NearWorker.JVMS) {
        server.ask("CLIENT KILL TYPE pubsub");
        kills++;
      }
    }
    return kills;
  }
}
