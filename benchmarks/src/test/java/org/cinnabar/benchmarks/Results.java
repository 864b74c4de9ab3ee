package org.cinnabar.benchmarks;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;

/**
 * The files of a run: {@code DATE-PRESET.json} as JMH writes it, one entry for each round of each
 * case, and {@code DATE-PRESET-run.json} with machine, settings, and what was measured without JMH.
 * They are written anew after each turn, so that a run that is ended keeps what it has.
 */
final class Results {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path directory;
  private final String name;
  private final Path log;
  private final List<RunResult> results = new ArrayList<>();

  Results(Path directory, String preset) throws IOException {
    this.directory = Files.createDirectories(directory);
    this.name = LocalDate.now(java.time.ZoneOffset.UTC) + "-" + preset;
    this.log = Files.createTempFile("cinnabar-benchmark", ".log");
  }

  void add(RunResult result) {
    results.add(result);
  }

  Path file() {
    return directory.resolve(name + ".json");
  }

  Path log() {
    return log;
  }

  /** What JMH says goes there. */
  Log openLog() throws IOException {
    return new Log(
        new PrintStream(
            Files.newOutputStream(log, StandardOpenOption.APPEND), true, StandardCharsets.UTF_8));
  }

  void write(Report report) throws IOException {
    if (!results.isEmpty()) {
      JSON.writeValue(file().toFile(), jmh());
    }
    write((Object) report);
  }

  /** Writes what was measured without JMH alone. */
  void write(Object report) throws IOException {
    JSON.writeValue(reportFile().toFile(), report);
  }

  /** The file with the machine and what is measured without JMH. */
  Path reportFile() {
    return directory.resolve(name + "-run.json");
  }

  /** What that file says already, of a run earlier in the day. */
  List<Map<String, Object>> costsBefore() throws IOException {
    List<Map<String, Object>> costs = new ArrayList<>();
    if (Files.exists(reportFile())) {
      for (JsonNode cost : JSON.readTree(reportFile().toFile()).path("costs")) {
        costs.add(JSON.convertValue(cost, new TypeReference<Map<String, Object>>() {}));
      }
    }
    return costs;
  }

  /** JMH's own JSON, without the histograms, which are most of it; percentiles stay. */
  private JsonNode jmh() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream stream = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
      ResultFormatFactory.getInstance(ResultFormatType.JSON, stream).writeOut(results);
    }
    JsonNode root = JSON.readTree(bytes.toByteArray());
    for (JsonNode result : root) {
      ((ObjectNode) result.get("primaryMetric")).remove("rawDataHistogram");
      ((ObjectNode) result).remove("jvm"); // a path of this machine; its version stays
    }
    return root;
  }

  /** JMH's output. */
  record Log(PrintStream stream) implements AutoCloseable {
    @Override
    public void close() {
      stream.close();
    }
  }

  /**
   * What a run says beside JMH's results.
   *
   * @param machine where it ran
   * @param settings how it ran
   * @param failures names of cases that failed
   * @param costs bytes, commands, round trips and memory
   * @param footprints start-up and idle footprint
   */
  record Report(
      Map<String, Object> machine,
      Map<String, Object> settings,
      List<String> failures,
      List<Map<String, Object>> costs,
      List<Map<String, Object>> footprints) {

    Report(Map<String, Object> machine, Map<String, Object> settings) {
      this(machine, settings, List.of(), List.of(), List.of());
    }

    Report with(List<String> failed) {
      return new Report(machine, settings, List.copyOf(failed), costs, footprints);
    }

    Report with(List<Map<String, Object>> measuredCosts, List<Map<String, Object>> measured) {
      return new Report(machine, settings, failures, measuredCosts, measured);
    }
  }
}
