package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import javax.cache.Cache;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.OnEveryServer;
import org.cinnabar.jcache.testing.RedisServers;
import org.cinnabar.jcache.testing.TestJvm;
import org.cinnabar.jcache.testing.TestRedis;

/** Concurrency claims, proven by two processes of their own. */
class TwoJvmsTest {
  private static final int JVMS = 2;
  private static final int ROUNDS = 10_000;

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
      assertThat(run(fixture, "putIfAbsent")).isEqualTo(rounds(server));
    }
  }

  @OnEveryServer
  void replaceRaces_eachHasOneWinner(TestRedis server) throws Exception {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      fixture.cache().put("contended", 0);
      assertThat(run(fixture, "replace")).isEqualTo(rounds(server));
    }
  }

  /** All of them on the server that every build has; a fifth on each further one. */
  private static int rounds(TestRedis server) {
    return server == RedisServers.shared() ? ROUNDS : ROUNDS / 5;
  }

  /** Runs the workers side by side; gives the sum of what they report. */
  private static int run(JCacheFixture fixture, String task) throws Exception {
    List<Process> processes = new ArrayList<>();
    String rounds = Integer.toString(rounds(fixture.server()));
    for (int i = 0; i < JVMS; i++) {
      processes.add(
          TestJvm.start(List.of(), JvmWorker.class, fixture.uriForAnotherProcess(), task, rounds));
    }
    int sum = 0;
    for (Process process : processes) {
      sum += Integer.parseInt(TestJvm.output(process));
    }
    return sum;
  }
}
