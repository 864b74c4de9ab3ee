package org.cinnabar.benchmarks.draw;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.StreamSupport;

/** The results of one run. */
final class RunFile {
  /** How the file with the machine and the settings ends; JMH's is beside it. */
  static final String SUFFIX = "-run.json";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int DATE = "2026-01-01".length();

  private final String name;
  private final JsonNode report;
  private final List<JsonNode> results = new ArrayList<>();

  private RunFile(String name, JsonNode report) {
    this.name = name;
    this.report = report;
  }

  /** Reads a run by its file with that suffix. */
  static RunFile read(Path file) {
    try {
      String fileName = file.getFileName().toString();
      String name = fileName.substring(0, fileName.length() - SUFFIX.length());
      RunFile run = new RunFile(name, JSON.readTree(file.toFile()));
      Path jmh = file.resolveSibling(name + ".json");
      if (Files.exists(jmh)) {
        JSON.readTree(jmh.toFile()).forEach(run.results::add);
      }
      return run;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Date and preset. */
  String name() {
    return name;
  }

  String date() {
    return name.substring(0, DATE);
  }

  String preset() {
    return name.substring(DATE + 1);
  }

  /** Where, how, and with what it ran. */
  JsonNode report() {
    return report;
  }

  /** Its name and its machine, for who reads what it says. */
  String origin() {
    JsonNode machine = report.path("machine");
    return "From `benchmarks/results/%s`: %s, %s processors, %s, Java %s, %s, commit %s."
        .formatted(
            name,
            machine.path("cpu").asText(),
            machine.path("processors").asText(),
            machine.path("system").asText(),
            machine.path("java").asText(),
            machine.path("server").asText(),
            machine.path("commit").asText());
  }

  /** The thread counts for which a benchmark has results, ascending. */
  List<Integer> threads(String benchmark, Map<String, String> parameters) {
    return results.stream()
        .filter(result -> matches(result, benchmark, "thrpt", parameters))
        .map(result -> result.get("threads").asInt())
        .distinct()
        .sorted()
        .toList();
  }

  /**
   * The median of the iterations of all rounds, in operations a second.
   *
   * @param benchmark class and method
   * @param parameters those that it must have
   */
  OptionalDouble throughput(String benchmark, int threads, Map<String, String> parameters) {
    return median(
        results.stream()
            .filter(result -> result.get("threads").asInt() == threads)
            .filter(result -> matches(result, benchmark, "thrpt", parameters))
            .flatMapToDouble(RunFile::iterations));
  }

  /** The median over the rounds of a percentile of the latency, in microseconds. */
  OptionalDouble latency(
      String benchmark, int threads, String percentile, Map<String, String> parameters) {
    return median(
        results.stream()
            .filter(result -> result.get("threads").asInt() == threads)
            .filter(result -> matches(result, benchmark, "sample", parameters))
            .mapToDouble(
                result -> result.at("/primaryMetric/scorePercentiles").get(percentile).asDouble()));
  }

  /** The median over the rounds of what is measured beside the throughput. */
  OptionalDouble secondary(
      String benchmark, int threads, String metric, Map<String, String> parameters) {
    return median(
        results.stream()
            .filter(result -> result.get("threads").asInt() == threads)
            .filter(result -> matches(result, benchmark, "thrpt", parameters))
            .map(result -> result.path("secondaryMetrics").path(metric).path("score"))
            .filter(JsonNode::isNumber)
            .mapToDouble(JsonNode::asDouble));
  }

  /** The middle one, or the mean of the two in the middle. */
  static OptionalDouble median(DoubleStream numbers) {
    double[] sorted = numbers.sorted().toArray();
    if (sorted.length == 0) {
      return OptionalDouble.empty();
    }
    int upper = sorted.length / 2;
    int lower = (sorted.length - 1) / 2;
    return OptionalDouble.of((sorted[lower] + sorted[upper]) / 2);
  }

  private static boolean matches(
      JsonNode result, String benchmark, String mode, Map<String, String> parameters) {
    return result.get("benchmark").asText().endsWith("." + benchmark)
        && result.get("mode").asText().equals(mode)
        && parameters.entrySet().stream()
            .allMatch(
                wanted ->
                    result.at("/params/" + wanted.getKey()).asText().equals(wanted.getValue()));
  }

  private static DoubleStream iterations(JsonNode result) {
    return StreamSupport.stream(result.at("/primaryMetric/rawData").spliterator(), false)
        .flatMap(fork -> StreamSupport.stream(fork.spliterator(), false))
        .mapToDouble(JsonNode::asDouble);
  }
}
