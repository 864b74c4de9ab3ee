package org.cinnabar.jcache;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.cache.Cache;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.OnEveryServer;
import org.cinnabar.jcache.testing.TestJvm;
import org.cinnabar.jcache.testing.TestRedis;

/** A process that dies while it loads an entry again keeps nobody from its value. */
class RefreshAheadJvmsTest {
  /** The lease, and time for a busy machine to act on it. */
  private static final Duration NEXT_LOAD = RefreshAheadWorker.LEASE.plusSeconds(1);

  @OnEveryServer
  void killedWhileLoadingAgain_staleIsServed_andAnotherLoadsWithinTheLease(TestRedis server)
      throws Exception {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Queue<Long> loads = new ConcurrentLinkedQueue<>();
      Cache<String, String> cache =
          fixture.cache(
              RefreshAheadWorker.settings(
                  key -> {
                    loads.add(System.nanoTime());
                    return "newer";
                  }));
      cache.put("k", "stale");
      Process worker =
          TestJvm.start(List.of(), RefreshAheadWorker.class, fixture.uriForAnotherProcess());
      assertThat(firstLine(worker)).isEqualTo("loading");
      worker.destroyForcibly().waitFor();
      long killed = System.nanoTime();

      long longest = 0;
      String value = "stale";
      while (value.equals("stale")) {
        long asked = System.nanoTime();
        value = cache.get("k");
        longest = Math.max(longest, System.nanoTime() - asked);
        assertThat(Duration.ofNanos(asked - killed)).isLessThan(NEXT_LOAD);
        MILLISECONDS.sleep(10); // the pace of the readers
      }
      assertThat(value).isEqualTo("newer");
      assertThat(loads).hasSize(1);
      assertThat(Duration.ofNanos(longest)).as("nobody waited").isLessThan(Duration.ofSeconds(1));
    }
  }

  private static String firstLine(Process process) throws Exception {
    return new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
        .readLine();
  }
}
