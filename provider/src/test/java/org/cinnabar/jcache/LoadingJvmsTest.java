package org.cinnabar.jcache;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.cache.Cache;
import org.awaitility.Awaitility;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.OnEveryServer;
import org.cinnabar.jcache.testing.TestJvm;
import org.cinnabar.jcache.testing.TestRedis;
import org.junit.jupiter.api.io.TempDir;

/** One load in the whole cluster, and what becomes of it when a process dies. */
class LoadingJvmsTest {
  private static final int WAITERS = 8;

  /** The lease, and time for a busy machine to act on it. */
  private static final Duration NEXT_LOAD = LoadWorker.LEASE.plusSeconds(1);

  @OnEveryServer
  void fourJvmsMiss_oneLoads(TestRedis server, @TempDir Path directory) throws Exception {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      List<Process> processes = new ArrayList<>();
      for (int i = 0; i < LoadWorker.JVMS; i++) {
        processes.add(worker(fixture, "load", directory.resolve("ledger").toString()));
      }
      List<String> loaded = new ArrayList<>();
      for (Process process : processes) {
        loaded.addAll(Arrays.asList(TestJvm.output(process).split(" ")));
      }
      assertThat(loaded)
          .filteredOn(key -> !key.isEmpty())
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, LoadWorker.ROUNDS).mapToObj(i -> "round-" + i).toList());
    }
  }

  @OnEveryServer
  void killedWhileLoading_nextLoadStartsWithinTheLease(TestRedis server) throws Exception {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Queue<Long> loads = new ConcurrentLinkedQueue<>();
      Cache<String, Integer> cache =
          fixture.cache(
              LoadWorker.settings(new LoadWorker.Loader(key -> loads.add(System.nanoTime()))));
      Process worker = worker(fixture, "hang");
      assertThat(firstLine(worker)).isEqualTo("loading");
      ExecutorService threads = Executors.newFixedThreadPool(WAITERS);
      List<Future<Integer>> waiters = waiters(cache, threads);
      assertThat(loads).isEmpty();
      worker.destroyForcibly().waitFor();
      long killed = System.nanoTime();

      for (Future<Integer> waiter : waiters) {
        assertThat(waiter.get(20, SECONDS)).isEqualTo(1);
      }
      threads.shutdown();
      assertThat(loads).hasSize(1);
      assertThat(Duration.ofNanos(loads.remove() - killed)).isBetween(Duration.ZERO, NEXT_LOAD);
    }
  }

  @OnEveryServer
  @SuppressWarnings("unchecked")
  void killedAfterStoring_nobodyLoadsAgain(TestRedis server) throws Exception {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Queue<String> loads = new ConcurrentLinkedQueue<>();
      CinnabarCache<String, Integer> cache =
          fixture
              .cache(LoadWorker.settings(new LoadWorker.Loader(loads::add)))
              .unwrap(CinnabarCache.class);
      Process worker = worker(fixture, "stored");
      assertThat(firstLine(worker)).isEqualTo("stored");
      worker.destroyForcibly().waitFor();

      assertThat(cache.get("k")).isEqualTo(1);
      cache.invalidate("k"); // the lease of the dead is still there
      long invalidated = System.nanoTime();
      assertThat(cache.get("k")).isEqualTo(1);
      assertThat(Duration.ofNanos(System.nanoTime() - invalidated)).isLessThan(NEXT_LOAD);
      assertThat(loads).containsExactly("k");
    }
  }

  @OnEveryServer
  @SuppressWarnings("unchecked")
  void pausedBeyondItsLease_storesNothing(TestRedis server) throws Exception {
    assumeThat(Path.of("/bin/kill")).exists();
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      CinnabarCache<String, Integer> cache =
          fixture
              .cache(LoadWorker.settings(new LoadWorker.Loader(key -> {})))
              .unwrap(CinnabarCache.class);
      Process worker = worker(fixture, "wait");
      assertThat(firstLine(worker)).isEqualTo("loading");
      signal("STOP", worker);
      assertThat(cache.get("k")).isEqualTo(1);
      cache.invalidate("k"); // what was loaded is out of date, and so is what the process has
      signal("CONT", worker);
      worker.getOutputStream().close();

      assertThat(TestJvm.output(worker)).isEqualTo("k");
      assertThat(cache.containsKey("k")).isFalse();
    }
  }

  private static void signal(String name, Process process) throws Exception {
    assertThat(
            new ProcessBuilder("/bin/kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor())
        .isZero();
  }

  private static List<Future<Integer>> waiters(
      Cache<String, Integer> cache, ExecutorService threads) {
    List<Future<Integer>> waiters = new ArrayList<>();
    for (int i = 0; i < WAITERS; i++) {
      waiters.add(threads.submit(() -> cache.get("k")));
    }
    // longer than the lease, which the process renews as long as it lives
    Awaitility.await()
        .during(LoadWorker.LEASE.plusMillis(500))
        .atMost(LoadWorker.LEASE.multipliedBy(2))
        .until(() -> waiters.stream().noneMatch(Future::isDone));
    return waiters;
  }

  private static Process worker(JCacheFixture fixture, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(fixture.uriForAnotherProcess()));
    all.addAll(List.of(arguments));
    return TestJvm.start(List.of(), LoadWorker.class, all.toArray(String[]::new));
  }

  private static String firstLine(Process process) throws Exception {
    return new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
        .readLine();
  }
}
