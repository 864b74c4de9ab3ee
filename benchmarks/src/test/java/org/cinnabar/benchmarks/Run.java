package org.cinnabar.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.cinnabar.benchmarks.Results.Report;
import org.cinnabar.benchmarks.peer.Peer;
import org.cinnabar.benchmarks.peer.ServerKind;
import org.cinnabar.benchmarks.server.QuietLogging;
import org.cinnabar.benchmarks.server.Servers;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs a {@link Preset} and writes its results. Cases that are compared take turns, a JVM each, for
 * as many rounds as asked: so what else the machine does meets all of them alike.
 */
public final class Run {
  private final Settings settings;
  private final Servers servers;
  private final Results results;
  private final List<String> failures = new ArrayList<>();
  private int done;

  private Run(Settings settings, Servers servers) throws IOException {
    this.settings = settings;
    this.servers = servers;
    this.results = new Results(settings.results(), settings.preset().title());
  }

  /** Reads its settings from system properties, as the Maven profile gives them. */
  public static void main(String... arguments) throws Exception {
    Settings settings = Settings.fromSystemProperties();
    try (Servers servers = new Servers(settings.server())) {
      new Run(settings, servers).all();
    }
    System.exit(0); // whatever threads peers have left
  }

  private void all() throws IOException, InterruptedException {
    List<Case> cases = settings.cases();
    System.out.printf(
        "%d cases, %d rounds, some %d minutes on %s; details in %s%n",
        cases.size(),
        settings.rounds(),
        cases.size() * settings.rounds() * (settings.seconds() + 3) / 60 + 1,
        servers.redisVersion(),
        results.log());
    Report report = new Report(Machine.describe(servers.redisVersion()), settings.describe());
    for (List<Case> turn : turns(cases)) {
      for (int round = 0; round < settings.rounds(); round++) {
        for (Case one : turn) {
          run(one, cases.size() * settings.rounds());
        }
      }
      results.write(report.with(failures));
    }
    if (settings.preset().costs()) {
      report = report.with(new Costs(servers).measure(), Footprint.measure(servers));
    }
    results.write(report.with(failures));
    System.out.println("Written: " + results.file());
    failures.forEach(failure -> System.out.println("Failed: " + failure));
  }

  private static Iterable<List<Case>> turns(List<Case> cases) {
    Map<String, List<Case>> turns = new LinkedHashMap<>();
    for (Case one : cases) {
      turns.computeIfAbsent(one.turn(), key -> new ArrayList<>()).add(one);
    }
    return turns.values();
  }

  private void run(Case one, int total) throws IOException {
    done++;
    String line = "[%d/%d] %s: ".formatted(done, total, one.name());
    try (Results.Log log = results.openLog()) {
      for (RunResult result : new Runner(options(one).build(), format(log)).run()) {
        results.add(result);
        System.out.printf(
            "%s%,.1f %s%n",
            line, result.getPrimaryResult().getScore(), result.getPrimaryResult().getScoreUnit());
      }
    } catch (RunnerException e) {
      failures.add(one.name());
      System.out.println(line + "failed, see the log: " + e.getMessage());
    }
  }

  private static OutputFormat format(Results.Log log) {
    return OutputFormatFactory.createFormatInstance(log.stream(), VerboseMode.NORMAL);
  }

  private ChainedOptionsBuilder options(Case one) {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + Pattern.quote(one.method()) + "$")
            .mode(one.mode())
            .timeUnit(one.mode() == Mode.Throughput ? TimeUnit.SECONDS : TimeUnit.MICROSECONDS)
            .threads(one.threads())
            .forks(1)
            .warmupIterations(settings.warmups())
            .warmupTime(TimeValue.milliseconds(settings.iterationMillis()))
            .measurementIterations(settings.iterations())
            .measurementTime(TimeValue.milliseconds(settings.iterationMillis()))
            .timeout(TimeValue.minutes(2))
            .shouldFailOnError(true)
            .jvmArgs(jvmArguments(one).toArray(String[]::new));
    one.layout().ifPresent(layout -> options.addProfiler(NodeCosts.class));
    one.parameters().forEach(options::param);
    return options;
  }

  private List<String> jvmArguments(Case one) {
    List<String> arguments = new ArrayList<>(QuietLogging.JVM_OPTIONS);
    arguments.addAll(List.of("-Xms1g", "-Xmx1g", "-Dserver=" + settings.server()));
    ServerKind server = one.peer().map(Peer::server).orElse(ServerKind.NONE);
    arguments.addAll(server.jvmOptions());
    if (one.looksForProviders()) {
      arguments.addAll(ServerKind.IGNITE.jvmOptions()); // its provider can't be loaded without
    }
    one.layout()
        .ifPresent(
            layout ->
                arguments.add("-D" + Nodes.PROPERTY + "=" + servers.nodes(layout.nodes()).uri()));
    if (server != ServerKind.NONE) {
      String direct = servers.address(server, Duration.ZERO);
      String address = servers.address(server, Duration.ofMillis(one.delayMillis()));
      arguments.add("-D" + server.undelayedProperty() + "=" + direct);
      arguments.add("-D" + server.property() + "=" + address);
    }
    return arguments;
  }

  /**
   * How the run goes.
   *
   * @param preset what it measures
   * @param only a pattern that names of cases must contain
   * @param server a Redis or Valkey binary; empty for the embedded one
   * @param rounds JVMs for each case
   * @param warmups iterations that don't count
   * @param iterations iterations that do
   * @param iterationMillis the length of an iteration, in milliseconds
   * @param results the directory of the results
   */
  record Settings(
      Preset preset,
      Pattern only,
      String server,
      int rounds,
      int warmups,
      int iterations,
      int iterationMillis,
      Path results) {

    static Settings fromSystemProperties() {
      return new Settings(
          Preset.of(System.getProperty("preset", "quick")),
          Pattern.compile(System.getProperty("only", "")),
          System.getProperty("server", ""),
          Integer.getInteger("rounds", 2),
          Integer.getInteger("warmups", 10),
          Integer.getInteger("iterations", 5),
          Integer.getInteger("iterationMillis", 1000),
          Path.of(System.getProperty("results", "results")));
    }

    List<Case> cases() {
      return preset.cases().stream().filter(one -> only.matcher(one.name()).find()).toList();
    }

    int seconds() {
      return (warmups + iterations) * iterationMillis / 1000;
    }

    Map<String, Object> describe() {
      Map<String, Object> description = new LinkedHashMap<>();
      description.put("preset", preset.title());
      description.put("only", only.pattern());
      description.put("rounds", rounds);
      description.put("warmups", warmups);
      description.put("iterations", iterations);
      description.put("iterationMillis", iterationMillis);
      return description;
    }
  }
}
