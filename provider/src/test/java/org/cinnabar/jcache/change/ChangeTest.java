package org.cinnabar.jcache.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.cinnabar.jcache.testing.RedisServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Servers change while two processes work on them. With the system property {@code cinnabar.change}
 * every scenario runs so many times, and a report is written; {@code cinnabar.change.scenarios}
 * names some of them, {@code cinnabar.change.report} a directory, {@code cinnabar.change.replicas}
 * how many replicas are to acknowledge writes, such as {@code 0,1}, {@code cinnabar.change.server}
 * the servers' binary, and {@code cinnabar.change.log} how much the processes log.
 */
class ChangeTest {
  private static final Duration AFTER = Duration.ofSeconds(3);

  @Test
  void masterKilled_nothingIsWrong() throws Exception {
    assertHolds(Scenario.CLUSTER_MASTER_KILLED);
  }

  @Test
  void slotsMoved_nothingIsWrong() throws Exception {
    assertHolds(Scenario.CLUSTER_SLOTS_MOVED);
  }

  @Test
  void sentinelFailover_nothingIsWrong() throws Exception {
    assertHolds(Scenario.SENTINEL_FAILOVER);
  }

  private static void assertHolds(Scenario scenario) throws Exception {
    Verdict verdict = new ChangeRun(scenario, RedisServers.embeddedBinary(), 0, AFTER).run();
    print(scenario, 0, 1, verdict);
    assertThat(verdict.wrong).isEmpty();
    assertThat(verdict.broken).isEmpty();
  }

  @Test
  @EnabledIfSystemProperty(named = "cinnabar.change", matches = "\\d+")
  void eachScenario_asOftenAsAsked() throws Exception {
    int runs = Integer.getInteger("cinnabar.change");
    Path directory = Path.of(System.getProperty("cinnabar.change.report", "target/change"));
    String server = System.getProperty("cinnabar.change.server", "");
    Path binary = server.isBlank() ? RedisServers.embeddedBinary() : Path.of(server);
    Report report = new Report();
    for (String count : System.getProperty("cinnabar.change.replicas", "0,1").split(",")) {
      int replicas = Integer.parseInt(count.strip());
      for (Scenario scenario : scenarios(replicas)) {
        for (int run = 1; run <= runs; run++) {
          Verdict verdict = run(scenario, binary, replicas);
          report.add(scenario, replicas, verdict);
          report.write(directory);
          print(scenario, replicas, run, verdict);
        }
      }
    }
    System.out.println(report.markdown());
    assertThat(report.wrong()).isEmpty();
    assertThat(report.broken()).isEmpty();
  }

  /** A run that can't be ended mustn't take the others with it. */
  private static Verdict run(Scenario scenario, Path binary, int replicas)
      throws InterruptedException {
    try {
      return new ChangeRun(scenario, binary, replicas, AFTER).run();
    } catch (IOException | RuntimeException e) {
      return Verdict.aborted(e);
    }
  }

  private static void print(Scenario scenario, int replicas, int run, Verdict verdict) {
    System.out.println(line(scenario, replicas, run, verdict));
    verdict.wrong.stream().limit(10).forEach(each -> System.out.println("  wrong: " + each));
    verdict.broken.stream().limit(10).forEach(each -> System.out.println("  broken: " + each));
  }

  /** Those that are named; else all, but with replicas that acknowledge those that lose writes. */
  private static List<Scenario> scenarios(int replicas) {
    String names = System.getProperty("cinnabar.change.scenarios", "all");
    if (names.equals("all")) {
      return Arrays.stream(Scenario.values())
          .filter(scenario -> replicas == 0 || scenario.loses)
          .toList();
    }
    return Arrays.stream(names.split(","))
        .map(name -> Scenario.valueOf(name.strip().toUpperCase(Locale.ROOT).replace('-', '_')))
        .toList();
  }

  private static String line(Scenario scenario, int replicas, int run, Verdict verdict) {
    return ("%s, %d acknowledging, run %d: %d operations, %d failed, longest stall %d ms, servers %d ms,"
            + " without service %d ms, events after %d ms, %d wrong, %d lost, %d overtaken,"
            + " %d old reads excused, %d unclear %s")
        .formatted(
            scenario.title,
            replicas,
            run,
            verdict.tried,
            verdict.failed,
            verdict.stallMillis,
            verdict.ownMillis,
            verdict.gapMillis,
            verdict.eventsMillis,
            verdict.wrong.size(),
            verdict.lost,
            verdict.overtaken,
            verdict.excused,
            verdict.unclear,
            verdict.failures);
  }
}
