package org.cinnabar.benchmarks.draw;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.cinnabar.benchmarks.Layout;
import org.cinnabar.benchmarks.peer.Operation;

/** The tables of the page on scaling, each from one run. */
final class ScalingSections {
  private static final int THREADS = 64;
  private static final double LEAST_BYTES = 1e7;
  private static final String NONE = "–";

  private ScalingSections() {}

  /** Bytes of an entry by layout and size, all nodes together. */
  static String memory(RunFile run) {
    List<JsonNode> all = costs(run, "growth");
    List<Integer> sizes = sizes(all);
    Table table =
        Table.of("values, layout", sizes.stream().map(size -> Table.count(size) + " entries"));
    for (String values : List.of("USUAL", "SHORT")) {
      for (Layout layout : layouts(all)) {
        List<String> cells =
            sizes.stream()
                .map(size -> find(all, is(layout), is("values", values), is("entries", size)))
                .map(one -> cell(one, "bytes", ScalingSections::bytesPerEntry))
                .toList();
        if (cells.stream().anyMatch(cell -> !cell.equals(NONE))) {
          table.row(name(values) + ", " + layout.title(), cells.stream());
        }
      }
    }
    return table.toString();
  }

  /** How even partitions and entries lie, at the largest size of the usual values. */
  static String evenness(RunFile run) {
    List<JsonNode> all =
        costs(run, "growth").stream().filter(one -> is("values", "USUAL").test(one)).toList();
    Table table =
        new Table(
            List.of(
                "layout",
                "entries",
                "partitions of each node",
                "entries of a node: farthest from even",
                "entries of a partition: farthest from even"));
    for (Layout layout : layouts(all)) {
      JsonNode largest =
          all.stream()
              .filter(is(layout))
              .reduce((one, other) -> entries(one) > entries(other) ? one : other)
              .orElseThrow();
      double even = entries(largest) / (double) layout.partitions();
      table.row(
          List.of(
              layout.title(),
              Table.count(entries(largest)),
              joined(largest.path("partitionsPerNode")),
              percent(deviation(numbers(largest, "entriesPerNode"))),
              percent(
                  deviation(
                      even,
                      DoubleStream.of(
                          largest.path("smallestPartition").asDouble(),
                          largest.path("largestPartition").asDouble())))));
    }
    return table.toString();
  }

  /** Requests and commands of an operation, and the share of the node that gets most. */
  static String requests(RunFile run) {
    List<JsonNode> all = costs(run, "requests");
    Table table =
        Table.of("layout", Layout.OPERATIONS.stream().map(each -> "`" + each.title() + "`"));
    for (Layout layout : layouts(all)) {
      table.row(
          layout.title(),
          Layout.OPERATIONS.stream()
              .map(operation -> find(all, is(layout), is("operation", operation.name())))
              .map(one -> cell(one, "requests", ScalingSections::requestsAndCommands)));
    }
    return table.toString();
  }

  private static String requestsAndCommands(JsonNode one) {
    double requests = numbers(one, "requests").sum();
    double most = numbers(one, "requests").max().orElse(0);
    return String.join(
        " / ",
        Table.count(hundredths(requests)),
        Table.count(hundredths(numbers(one, "commands").sum())),
        percent(requests == 0 ? 0 : most / requests));
  }

  /** How long it takes to go through partitions. */
  static String times(RunFile run) {
    List<JsonNode> growths = costs(run, "growth");
    List<JsonNode> clearings = costs(run, "clearing");
    List<Integer> sizes = sizes(growths);
    Table table =
        Table.of(
            "layout",
            Stream.of(
                    Stream.of("first entry"),
                    sizes.stream().map(size -> "all of " + Table.count(size)),
                    Stream.of("clear 10.0k", "clear all"))
                .flatMap(each -> each));
    for (Layout layout : layouts(growths)) {
      List<JsonNode> mine = growths.stream().filter(is(layout)).toList();
      JsonNode clearing = find(clearings, is(layout), is("values", "USUAL"));
      List<String> cells = new ArrayList<>();
      cells.add(layout.title());
      cells.add(
          milliseconds(
              RunFile.median(
                  mine.stream().mapToDouble(one -> one.path("firstPageMicros").asDouble() / 1e3))));
      for (int size : sizes) {
        cells.add(
            milliseconds(
                RunFile.median(
                    mine.stream()
                        .filter(is("entries", size))
                        .mapToDouble(one -> one.path("iterationMillis").asDouble()))));
      }
      cells.add(cell(clearing, "fewMicros", one -> millisecondsOf(one, "fewMicros")));
      cells.add(
          cell(
              clearing,
              "fullMicros",
              one -> millisecondsOf(one, "fullMicros") + " of " + Table.count(entries(one))));
      table.row(cells);
    }
    return table.toString();
  }

  /** Operations per second of one cache by layout, and against the first of them. */
  static String throughput(RunFile run) {
    Table table = Table.of("operation", Layout.COMPARED.stream().map(Layout::title));
    for (Operation operation : Layout.OPERATIONS) {
      OptionalDouble base = throughput(run, operation, Layout.COMPARED.get(0));
      table.row(
          "`" + operation.title() + "`",
          Layout.COMPARED.stream().map(layout -> ratio(throughput(run, operation, layout), base)));
    }
    return table.toString();
  }

  private static OptionalDouble throughput(RunFile run, Operation operation, Layout layout) {
    return run.throughput(benchmark(operation), THREADS, layout.parameters());
  }

  private static String ratio(OptionalDouble median, OptionalDouble base) {
    String ratio =
        median.isPresent() && base.isPresent()
            ? " (**" + Table.times(median.getAsDouble() / base.getAsDouble()) + "**)"
            : "";
    return Table.count(median) + ratio;
  }

  /** Processor time and requests of each node for an operation under load. */
  static String processor(RunFile run) {
    Table table = Table.of("operation", Layout.COMPARED.stream().map(Layout::title));
    for (Operation operation : Layout.OPERATIONS) {
      for (String metric : List.of("processor", "requests")) {
        table.row(
            "`" + operation.title() + "`, " + (metric.equals("processor") ? "µs" : metric),
            Layout.COMPARED.stream().map(layout -> perNode(run, operation, layout, metric)));
      }
    }
    return table.toString();
  }

  private static String perNode(RunFile run, Operation operation, Layout layout, String metric) {
    List<Double> nodes =
        IntStream.rangeClosed(1, layout.nodes())
            .mapToObj(
                node ->
                    run.secondary(
                        benchmark(operation),
                        THREADS,
                        "node" + node + "." + metric,
                        layout.parameters()))
            .filter(OptionalDouble::isPresent)
            .map(OptionalDouble::getAsDouble)
            .toList();
    String each = String.join(" + ", nodes.stream().map(ScalingSections::short2).toList());
    double sum = nodes.stream().mapToDouble(number -> number).sum();
    return nodes.isEmpty() ? NONE : nodes.size() == 1 ? each : each + " = " + short2(sum);
  }

  private static String benchmark(Operation operation) {
    return "ScalingOperations." + operation.method();
  }

  private static List<JsonNode> costs(RunFile run, String what) {
    return StreamSupport.stream(run.report().path("costs").spliterator(), false)
        .filter(is("what", what))
        .toList();
  }

  private static List<Layout> layouts(List<JsonNode> costs) {
    return costs.stream()
        .map(one -> new Layout(one.path("nodes").asInt(), one.path("partitions").asInt()))
        .distinct()
        .sorted(Comparator.comparingInt(Layout::nodes).thenComparing(Layout::partitions))
        .toList();
  }

  private static List<Integer> sizes(List<JsonNode> costs) {
    return numbers(costs, "entries");
  }

  private static List<Integer> numbers(List<JsonNode> costs, String field) {
    TreeSet<Integer> numbers = new TreeSet<>();
    costs.forEach(one -> numbers.add(one.path(field).asInt()));
    return List.copyOf(numbers);
  }

  @SafeVarargs
  private static JsonNode find(List<JsonNode> costs, Predicate<JsonNode>... wanted) {
    return costs.stream()
        .filter(one -> Stream.of(wanted).allMatch(each -> each.test(one)))
        .findFirst()
        .orElseGet(MissingNode::getInstance);
  }

  private static Predicate<JsonNode> is(Layout layout) {
    return is("nodes", layout.nodes()).and(is("partitions", layout.partitions()));
  }

  private static Predicate<JsonNode> is(String field, Object value) {
    return one -> one.path(field).asText().equals(value.toString());
  }

  private static String cell(JsonNode one, String field, Function<JsonNode, String> text) {
    return one.has(field) ? text.apply(one) : NONE;
  }

  /** Of small caches on a cluster too much is what the nodes take for each other. */
  private static String bytesPerEntry(JsonNode one) {
    int nodes = one.path("nodes").asInt();
    if (nodes > 1 && numbers(one, "bytes").sum() < nodes * LEAST_BYTES) {
      return NONE;
    }
    return Long.toString(Math.round(numbers(one, "bytes").sum() / entries(one)));
  }

  private static int entries(JsonNode one) {
    return one.path("entries").asInt();
  }

  private static DoubleStream numbers(JsonNode one, String field) {
    return StreamSupport.stream(one.path(field).spliterator(), false)
        .mapToDouble(JsonNode::asDouble);
  }

  private static String joined(JsonNode numbers) {
    return String.join(
        " + ", StreamSupport.stream(numbers.spliterator(), false).map(JsonNode::asText).toList());
  }

  /** By which part the number that is farthest from it deviates from an even share. */
  private static double deviation(DoubleStream numbers) {
    double[] all = numbers.toArray();
    return deviation(DoubleStream.of(all).average().orElse(0), DoubleStream.of(all));
  }

  private static double deviation(double even, DoubleStream numbers) {
    return numbers.map(number -> Math.abs(number / even - 1)).max().orElse(0);
  }

  private static String percent(double part) {
    double percent = 100 * part;
    return String.format(Locale.ROOT, percent < 10 && percent > 0 ? "%.1f %%" : "%.0f %%", percent);
  }

  private static String milliseconds(OptionalDouble milliseconds) {
    return milliseconds.isPresent() ? short2(milliseconds.getAsDouble()) + " ms" : NONE;
  }

  private static String millisecondsOf(JsonNode one, String micros) {
    return milliseconds(OptionalDouble.of(one.path(micros).asDouble() / 1e3));
  }

  private static String short2(double number) {
    return Table.count(hundredths(number));
  }

  private static double hundredths(double number) {
    return Math.round(100 * number) / 100.0;
  }

  private static String name(String values) {
    return values.equals("USUAL") ? "100 bytes, created" : "10 bytes, eternal";
  }
}
