package org.cinnabar.jcache.change;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** The figures of some runs, as Markdown for people and as JSON. */
final class Report {
  private static final String HEAD =
      """
      | scenario | replicas that acknowledge | runs | operations | failed | longest stall, ms | servers' own time, ms \
      | without service, ms | beyond the servers' own time, max, ms | events again after, ms | wrong answers | broken \
      | lost acknowledged writes | overtaken | old reads excused | unclear |
      |---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
      """;

  private final Map<Row, List<Verdict>> runs = new LinkedHashMap<>();

  private record Row(Scenario scenario, int replicas) {}

  void add(Scenario scenario, int replicas, Verdict verdict) {
    runs.computeIfAbsent(new Row(scenario, replicas), row -> new ArrayList<>()).add(verdict);
  }

  /** All that was wrong, in words. */
  List<String> wrong() {
    return said(verdict -> verdict.wrong);
  }

  /** All that was broken, in words. */
  List<String> broken() {
    return said(verdict -> verdict.broken);
  }

  private List<String> said(Function<Verdict, List<String>> what) {
    List<String> all = new ArrayList<>();
    runs.forEach(
        (row, verdicts) ->
            verdicts.stream()
                .flatMap(verdict -> what.apply(verdict).stream())
                .forEach(each -> all.add(row.scenario.title + ", " + row.replicas + ": " + each)));
    return all;
  }

  /** Writes {@code change.md} and {@code change.json}. */
  void write(Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("change.md"), markdown());
    Files.writeString(directory.resolve("change.json"), json());
  }

  String markdown() {
    StringBuilder text = new StringBuilder(HEAD);
    runs.forEach((row, verdicts) -> text.append(row(row, verdicts)).append('\n'));
    text.append("\nWhat failed operations said, how often:\n\n");
    runs.forEach(
        (row, verdicts) ->
            failures(verdicts)
                .forEach(
                    (what, count) ->
                        text.append(
                            "- %s, %d: %d × %s%n"
                                .formatted(row.scenario.title, row.replicas, count, what))));
    wrong().forEach(each -> text.append("\n**Wrong:** ").append(each).append('\n'));
    broken().forEach(each -> text.append("\n**Broken:** ").append(each).append('\n'));
    return text.toString();
  }

  private static String row(Row row, List<Verdict> verdicts) {
    return "| %s | %d | %d | %d | %d | %d | %s | %s | %d | %s | %d | %d | %d | %d | %d | %d |"
        .formatted(
            row.scenario.title,
            row.replicas,
            verdicts.size(),
            sum(verdicts, verdict -> verdict.tried),
            sum(verdicts, verdict -> verdict.failed),
            most(verdicts, verdict -> verdict.stallMillis),
            range(verdicts, verdict -> verdict.ownMillis),
            range(verdicts, verdict -> verdict.gapMillis),
            most(verdicts, Verdict::beyondMillis),
            range(verdicts, verdict -> verdict.eventsMillis),
            sum(verdicts, verdict -> verdict.wrong.size()),
            sum(verdicts, verdict -> verdict.broken.size()),
            sum(verdicts, verdict -> verdict.lost),
            sum(verdicts, verdict -> verdict.overtaken),
            sum(verdicts, verdict -> verdict.excused),
            sum(verdicts, verdict -> verdict.unclear));
  }

  private static long sum(List<Verdict> verdicts, ToLongFunction<Verdict> figure) {
    return verdicts.stream().mapToLong(figure).sum();
  }

  private static long most(List<Verdict> verdicts, ToLongFunction<Verdict> figure) {
    return verdicts.stream().mapToLong(figure).max().orElse(0);
  }

  private static String range(List<Verdict> verdicts, ToLongFunction<Verdict> figure) {
    long least = verdicts.stream().mapToLong(figure).min().orElse(0);
    long most = most(verdicts, figure);
    return least == most ? Long.toString(most) : least + " to " + most;
  }

  private static Map<String, Long> failures(List<Verdict> verdicts) {
    Map<String, Long> all = new TreeMap<>();
    verdicts.forEach(
        verdict -> verdict.failures.forEach((what, count) -> all.merge(what, count, Long::sum)));
    return all;
  }

  private String json() {
    List<String> rows = new ArrayList<>();
    runs.forEach(
        (row, verdicts) ->
            verdicts.forEach(
                verdict ->
                    rows.add(
                        """
                        {"scenario": "%s", "replicas": %d, "operations": %d, "failed": %d, "stallMillis": %d, \
                        "ownMillis": %d, "withoutServiceMillis": %d, "beyondMillis": %d, "eventsMillis": %d, \
                        "wrong": %d, "broken": %d, "lost": %d, "overtaken": %d, "excused": %d, \
                        "unclear": %d}"""
                            .formatted(
                                row.scenario.name(),
                                row.replicas,
                                verdict.tried,
                                verdict.failed,
                                verdict.stallMillis,
                                verdict.ownMillis,
                                verdict.gapMillis,
                                verdict.beyondMillis(),
                                verdict.eventsMillis,
                                verdict.wrong.size(),
                                verdict.broken.size(),
                                verdict.lost,
                                verdict.overtaken,
                                verdict.excused,
                                verdict.unclear))));
    return "[\n" + String.join(",\n", rows) + "\n]\n";
  }
}
