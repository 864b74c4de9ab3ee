package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import javax.cache.Cache;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.OnEveryServer;
import org.cinnabar.jcache.testing.TestJvm;
import org.cinnabar.jcache.testing.TestRedis;

/** Concurrency claims, proven by two processes of their own. */
class TwoJvmsTest {
  private static final int JVMS = 2;

  @OnEveryServer
  void invokeIncrements_noneIsLost(TestRedis server) throws Exception {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, Integer> cache = fixture.cache();
      run(fixture, "increment");
      assertThat(cache.get("counter")).isEqualTo(JVMS * JvmWorker.THREADS * JvmWorker.INCREMENTS);
    }
  }

  @OnEveryServer
  void putIfAbsentRaces_eachHasOneWinner(TestRedis server) throws Exception {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      assertThat(run(fixture, "putIfAbsent")).isEqualTo(JvmWorker.ROUNDS);
    }
  }

  @OnEveryServer
  void replaceRaces_eachHasOneWinner(TestRedis server) throws Exception {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      fixture.cache().put("contended", 0);
      assertThat(run(fixture, "replace")).isEqualTo(JvmWorker.ROUNDS);
    }
  }

  /** Runs the workers side by side; gives the sum of what they report. */
  private static int run(JCacheFixture fixture, String task) throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < JVMS; i++) {
      processes.add(
          TestJvm.start(List.of(), JvmWorker.class, fixture.uriForAnotherProcess(), task));
    }
    int sum = 0;
    for (Process process : processes) {
      sum += Integer.parseInt(TestJvm.output(process));
    }
    return sum;
  }
}
