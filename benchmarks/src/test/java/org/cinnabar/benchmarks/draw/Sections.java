package org.cinnabar.benchmarks.draw;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.cinnabar.benchmarks.data.Size;
import org.cinnabar.benchmarks.peer.Expiry;
import org.cinnabar.benchmarks.peer.Operation;
import org.cinnabar.benchmarks.peer.Peer;
import org.cinnabar.benchmarks.peer.ServerKind;
import org.cinnabar.benchmarks.peer.ValueCodec;

/** The tables of the page, each from one run. */
final class Sections {
  private static final int THREADS = 16;
  private static final List<String> PERCENTILES = List.of("50.0", "99.0", "99.9");

  private Sections() {}

  /** Every operation of every peer at 16 threads, and who is ahead of us. */
  static String remote(RunFile run) {
    Table table = Table.of("operation", Peer.remote().stream().map(Peer::title));
    List<String> ahead = new ArrayList<>();
    for (Operation operation : Operation.values()) {
      Map<Peer, OptionalDouble> medians = medians(run, operation);
      table.row("`" + operation.title() + "`", medians.values().stream().map(Table::count));
      ahead.addAll(ahead(operation, medians));
    }
    return table + "\n" + aheadSentence(ahead);
  }

  /** Percentiles of every operation at one thread and at 16. */
  static String latency(RunFile run) {
    StringBuilder text = new StringBuilder();
    for (int threads : new int[] {1, THREADS}) {
      Table table = Table.of("operation", Peer.remote().stream().map(Peer::title));
      for (Operation operation : Operation.values()) {
        table.row(
            "`" + operation.title() + "`",
            Peer.remote().stream().map(peer -> percentiles(run, operation, peer, threads)));
      }
      text.append(threads(threads))
          .append(", p50 / p99 / p99.9 in microseconds:\n\n")
          .append(table)
          .append('\n');
    }
    return text.toString();
  }

  /** Other values and expiries at 16 threads. */
  static String variants(RunFile run) {
    Table table = Table.of("operation, value, expiry", Peer.remote().stream().map(Peer::title));
    for (Operation operation : List.of(Operation.GET_HIT, Operation.PUT)) {
      for (Size size : List.of(Size.KIB_1, Size.KIB_10, Size.GRAPH)) {
        variant(table, run, operation, size, Expiry.CREATED);
      }
      variant(table, run, operation, Size.BYTES_100, Expiry.ETERNAL);
      variant(table, run, operation, Size.BYTES_100, Expiry.ACCESSED);
    }
    return table.toString();
  }

  /** With a longer wire. */
  static String network(RunFile run) {
    Table table = Table.of("operation, delay, threads", Peer.remote().stream().map(Peer::title));
    for (Operation operation :
        List.of(Operation.GET_HIT, Operation.PUT, Operation.INVOKE, Operation.GET_ALL)) {
      for (int delay : new int[] {1, 5}) {
        for (int threads : new int[] {1, THREADS, 4 * THREADS}) {
          table.row(
              "`%s`, %d ms, %d".formatted(operation.title(), delay, threads),
              Peer.remote().stream()
                  .map(
                      peer ->
                          throughput(
                              run, operation, peer, threads, Size.BYTES_100, Expiry.CREATED, delay))
                  .map(Table::count));
        }
      }
    }
    return table.toString();
  }

  /** Hits of near caches. */
  static String near(RunFile run) {
    return byThreads(run, "NearHits.getHit", Peer.near());
  }

  /** Hits behind an annotation. */
  static String annotations(RunFile run) {
    return byThreads(run, "AnnotatedHits.cacheResult", Peer.annotated());
  }

  /** Codecs alone. */
  static String codec(RunFile run) {
    Table table = Table.of("what", Stream.of(ValueCodec.Kind.values()).map(ValueCodec.Kind::title));
    for (String method : List.of("encode", "decode")) {
      for (Size size : Size.values()) {
        table.row(
            method + " " + name(size),
            Stream.of(ValueCodec.Kind.values())
                .map(
                    codec ->
                        run.throughput(
                            "Codecs." + method,
                            1,
                            Map.of("codec", codec.name(), "size", size.name())))
                .map(Table::count));
      }
    }
    return table.toString();
  }

  /** Round trips, commands and bytes of an operation. */
  static String wire(RunFile run) {
    List<Peer> peers = onRedis();
    Table table = Table.of("operation", peers.stream().map(Peer::title));
    for (Operation operation : Operation.values()) {
      table.row(
          "`" + operation.title() + "`",
          peers.stream()
              .map(
                  peer ->
                      cost(
                          run,
                          one -> is(one, "peer", peer) && is(one, "operation", operation),
                          List.of("roundTrips", "commands", "bytesSent", "bytesReceived"))));
    }
    return table.toString();
  }

  /** Bytes of an entry in Redis. */
  static String memory(RunFile run) {
    List<Peer> peers = onRedis();
    Table table = Table.of("value, expiry", peers.stream().map(Peer::title));
    for (Size size : Size.values()) {
      for (Expiry expiry : Expiry.values()) {
        table.row(
            name(size) + ", " + name(expiry),
            peers.stream()
                .map(
                    peer ->
                        cost(
                            run,
                            one ->
                                is(one, "peer", peer)
                                    && is(one, "size", size)
                                    && is(one, "expiry", expiry),
                            List.of("bytesPerEntry"))));
      }
    }
    return table.toString();
  }

  /** Start-up and what an idle manager holds. */
  static String footprint(RunFile run) {
    Table table = new Table(List.of("who", "first operation after", "threads", "heap"));
    for (JsonNode one : run.report().path("footprints")) {
      table.row(
          List.of(
              Peer.valueOf(one.get("peer").asText()).title(),
              one.get("millisToFirstOperation").asText() + " ms",
              one.get("threads").asText(),
              "%.1f MiB".formatted(one.get("heapKiB").asDouble() / 1024)));
    }
    return table.toString();
  }

  /** The throughput of an operation of all peers by threads, as a chart. */
  static BarChart chart(RunFile run, Operation operation) {
    BarChart chart = new BarChart(operation.title() + ", operations per second");
    String benchmark = "RemoteOperations." + operation.method();
    for (int threads : run.threads(benchmark, Map.of("delayMillis", "0"))) {
      List<BarChart.Bar> bars = new ArrayList<>();
      for (Peer peer : Peer.remote()) {
        throughput(run, operation, peer, threads, Size.BYTES_100, Expiry.CREATED, 0)
            .ifPresent(
                median -> bars.add(new BarChart.Bar(peer.title(), median, peer == Peer.CINNABAR)));
      }
      chart.group(threads(threads), bars);
    }
    return chart;
  }

  private static String byThreads(RunFile run, String benchmark, List<Peer> peers) {
    List<Integer> threads = run.threads(benchmark, Map.of());
    Table table = Table.of("who", threads.stream().map(Sections::threads));
    for (Peer peer : peers) {
      table.row(
          peer.title(),
          threads.stream()
              .map(count -> run.throughput(benchmark, count, Map.of("peer", peer.name())))
              .map(Table::count));
    }
    return table.toString();
  }

  private static String threads(int count) {
    return count == 1 ? "1 thread" : count + " threads";
  }

  private static Map<Peer, OptionalDouble> medians(RunFile run, Operation operation) {
    Map<Peer, OptionalDouble> medians = new LinkedHashMap<>();
    for (Peer peer : Peer.remote()) {
      medians.put(
          peer, throughput(run, operation, peer, THREADS, Size.BYTES_100, Expiry.CREATED, 0));
    }
    return medians;
  }

  private static List<String> ahead(Operation operation, Map<Peer, OptionalDouble> medians) {
    double ours = medians.getOrDefault(Peer.CINNABAR, OptionalDouble.empty()).orElse(0);
    return medians.entrySet().stream()
        .filter(median -> median.getKey() != Peer.CINNABAR)
        .filter(median -> median.getValue().orElse(0) > ours)
        .map(
            median ->
                "%s on `%s` (%s)"
                    .formatted(
                        median.getKey().title(),
                        operation.title(),
                        ours == 0
                            ? "Cinnabar was not measured"
                            : Table.times(median.getValue().orElse(0) / ours)))
        .toList();
  }

  private static String aheadSentence(List<String> ahead) {
    return ahead.isEmpty()
        ? "Nobody was ahead of Cinnabar on any of these.\n"
        : "Ahead of Cinnabar: " + String.join(", ", ahead) + ".\n";
  }

  private static String percentiles(RunFile run, Operation operation, Peer peer, int threads) {
    Map<String, String> parameters = parameters(peer, Size.BYTES_100, Expiry.CREATED, 0);
    List<String> numbers = new ArrayList<>();
    for (String percentile : PERCENTILES) {
      run.latency("RemoteOperations." + operation.method(), threads, percentile, parameters)
          .ifPresent(number -> numbers.add(Table.count(number)));
    }
    return numbers.isEmpty() ? Table.NONE : String.join(" / ", numbers);
  }

  private static void variant(
      Table table, RunFile run, Operation operation, Size size, Expiry expiry) {
    table.row(
        "`%s`, %s, %s".formatted(operation.title(), name(size), name(expiry)),
        Peer.remote().stream()
            .map(peer -> throughput(run, operation, peer, THREADS, size, expiry, 0))
            .map(Table::count));
  }

  private static OptionalDouble throughput(
      RunFile run,
      Operation operation,
      Peer peer,
      int threads,
      Size size,
      Expiry expiry,
      int delay) {
    return run.throughput(
        "RemoteOperations." + operation.method(), threads, parameters(peer, size, expiry, delay));
  }

  private static Map<String, String> parameters(Peer peer, Size size, Expiry expiry, int delay) {
    return Map.of(
        "peer", peer.name(),
        "size", size.name(),
        "expiry", (peer.expires() ? expiry : Expiry.ETERNAL).name(),
        "delayMillis", Integer.toString(delay));
  }

  private static List<Peer> onRedis() {
    return Peer.remote().stream().filter(peer -> peer.server() == ServerKind.REDIS).toList();
  }

  private static boolean is(JsonNode one, String field, Enum<?> value) {
    return one.path(field).asText().equals(value.name());
  }

  private static String cost(RunFile run, Predicate<JsonNode> wanted, List<String> fields) {
    for (JsonNode one : run.report().path("costs")) {
      if (wanted.test(one) && one.has(fields.get(0))) {
        return String.join(
            " / ", fields.stream().map(field -> Table.count(one.get(field).asDouble())).toList());
      }
    }
    return Table.NONE;
  }

  private static String name(Size size) {
    return switch (size) {
      case BYTES_100 -> "100 bytes";
      case KIB_1 -> "1 KiB";
      case KIB_10 -> "10 KiB";
      case GRAPH -> "object graph";
    };
  }

  private static String name(Expiry expiry) {
    return switch (expiry) {
      case ETERNAL -> "eternal";
      case CREATED -> "created";
      case ACCESSED -> "accessed";
    };
  }
}
