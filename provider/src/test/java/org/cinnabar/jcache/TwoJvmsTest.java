package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.OnEveryServer;
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
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  JvmWorker.class.getName(),
                  JCacheFixture.uri(fixture.server(), fixture.namespace()).toString(),
                  task)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start());
    }
    int sum = 0;
    for (Process process : processes) {
      String output = new String(process.getInputStream().readAllBytes());
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).as(output).isZero();
      sum += Integer.parseInt(output.strip());
    }
    return sum;
  }
}
