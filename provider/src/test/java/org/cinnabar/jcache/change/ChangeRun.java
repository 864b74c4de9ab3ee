package org.cinnabar.jcache.change;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cinnabar.jcache.testing.Ledger;
import org.cinnabar.jcache.testing.LocalServers;
import org.cinnabar.jcache.testing.TestJvm;

/** One run of a scenario: servers, two processes that work, the change, and what came of it. */
final class ChangeRun {
  private static final Duration WARM_UP = Duration.ofMillis(2_000);
  private static final Duration BEFORE = Duration.ofMillis(500);
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration END = Duration.ofSeconds(90);

  private final Scenario scenario;
  private final Path binary;
  private final int replicas;
  private final Duration after;

  /**
   * A run that can begin.
   *
   * @param replicas how many replicas are to acknowledge each write
   * @param after how long the processes work on when the servers are done
   */
  ChangeRun(Scenario scenario, Path binary, int replicas, Duration after) {
    this.scenario = scenario;
    this.binary = binary;
    this.replicas = replicas;
    this.after = after;
  }

  /** Runs it. */
  Verdict run() throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("cinnabar-change");
    try (LocalServers servers = scenario.start(binary, replicas)) {
      String uri = servers.uri() + "?namespace=change-" + UUID.randomUUID();
      return run(servers, new Load(uri, directory, replicas));
    } finally {
      delete(directory);
    }
  }

  private Verdict run(LocalServers servers, Load load) throws IOException, InterruptedException {
    Ledger ledger = new Ledger(load.ledger(), Load.KEYS);
    List<Process> workers = new ArrayList<>();
    try {
      for (int jvm = 0; jvm < Load.JVMS; jvm++) {
        workers.add(start(load, jvm));
      }
      awaitReady(ledger, workers);
      Scenario.pause(WARM_UP);
      ledger.note(Load.COUNTING, Ledger.now());
      Scenario.pause(BEFORE);
      long begun = Ledger.now();
      ledger.note(Load.BEGUN_AT, begun);
      long lossEnd = scenario.change(servers);
      servers.awaitReplicas(replicas); // before, no write can be acknowledged
      long done = Ledger.now();
      ledger.note(Load.DONE_AT, done);
      Scenario.pause(after);
      ledger.note(Load.STOP, 1);
      for (Process worker : workers) {
        if (!worker.waitFor(END.toMillis(), TimeUnit.MILLISECONDS) || worker.exitValue() != 0) {
          throw new IllegalStateException("A worker hangs or failed in " + scenario.title);
        }
      }
      return Verdict.of(load, Window.of(begun, lossEnd), (done - begun) / 1_000);
    } finally {
      end(workers);
    }
  }

  private static Process start(Load load, int jvm) throws IOException {
    return TestJvm.start(
        List.of(
            "-Xmx192m",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel="
                + System.getProperty("cinnabar.change.log", "off")),
        Worker.class,
        load.uri(),
        load.directory().toString(),
        Integer.toString(load.replicas()),
        Integer.toString(jvm));
  }

  /** Their files can be deleted only when they are gone. */
  private static void end(List<Process> workers) throws InterruptedException {
    workers.forEach(Process::destroyForcibly);
    for (Process worker : workers) {
      worker.waitFor();
    }
  }

  private static void awaitReady(Ledger ledger, List<Process> workers) {
    long end = System.nanoTime() + START.toNanos();
    while (ledger.arrived(Load.READY) < Load.JVMS) {
      if (System.nanoTime() - end > 0 || workers.stream().anyMatch(worker -> !worker.isAlive())) {
        throw new IllegalStateException("The workers didn't start");
      }
      Scenario.pause(Duration.ofMillis(10));
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
