package org.cinnabar.benchmarks.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cinnabar.benchmarks.peer.Operation;
import org.cinnabar.benchmarks.peer.Peer;

/** What we set out to reach, and whether we did. */
final class Targets {
  private static final List<Integer> THREADS = List.of(1, 16, 64);
  private static final String NEAR = "NearHits.getHit";

  private static final List<Target> ALL =
      List.of(
          remote(Operation.GET_HIT, Peer.REDISSON_JCACHE, 1.2, 4, 5),
          remote(Operation.GET_HIT, Peer.JEDIS, 0.9, 1.3, 1.5),
          remote(Operation.PUT, Peer.REDISSON_JCACHE, 2, 3.5, 4.5),
          remote(Operation.INVOKE, Peer.REDISSON_JCACHE, 2, 4, 4),
          remote(Operation.GET_ALL, Peer.REDISSON_JCACHE, 3, 4, 4),
          near(Peer.LOCAL_CACHED_MAP, 50, 50),
          near(Peer.CAFFEINE, 0.5, 0.5));

  private Targets() {}

  /** The targets with the ratios reached. */
  static String ratios(RunFile run) {
    Table table =
        new Table(List.of("operation", "against", "1 thread", "16 threads", "64 threads"));
    for (Target target : ALL) {
      List<String> cells =
          new ArrayList<>(List.of("`" + target.title() + "`", target.against().title()));
      IntStream.range(0, THREADS.size()).mapToObj(i -> target.cell(run, i)).forEach(cells::add);
      table.row(cells);
    }
    return table.toString();
  }

  /** The medians that the ratios are of. */
  static String medians(RunFile run) {
    Table table = new Table(List.of("operation", "who", "1 thread", "16 threads", "64 threads"));
    ALL.stream()
        .flatMap(
            target ->
                Stream.of(
                    List.of(target.title(), target.benchmark(), target.ours().name()),
                    List.of(target.title(), target.benchmark(), target.against().name())))
        .distinct()
        .forEach(
            row -> {
              Peer peer = Peer.valueOf(row.get(2));
              List<String> cells = new ArrayList<>(List.of("`" + row.get(0) + "`", peer.title()));
              THREADS.forEach(
                  threads -> cells.add(Table.count(median(run, row.get(1), peer, threads))));
              table.row(cells);
            });
    return table.toString();
  }

  private static OptionalDouble median(RunFile run, String benchmark, Peer peer, int threads) {
    return run.throughput(benchmark, threads, Base.parameters(benchmark, peer));
  }

  private static Target remote(Operation operation, Peer against, double... least) {
    return new Target(
        operation.title(), "RemoteOperations." + operation.method(), Peer.CINNABAR, against, least);
  }

  private static Target near(Peer against, double... least) {
    return new Target("near-cache hit", NEAR, Peer.CINNABAR_NEAR, against, least);
  }

  /**
   * One line.
   *
   * @param least the ratios wanted, for each of {@link #THREADS} as far as there is one
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Target(String title, String benchmark, Peer ours, Peer against, double[] least) {

    String cell(RunFile run, int column) {
      if (column >= least.length) {
        return "";
      }
      int threads = THREADS.get(column);
      String wanted = "≥ " + trimmed(least[column]) + "x";
      OptionalDouble our = median(run, benchmark, ours, threads);
      OptionalDouble their = median(run, benchmark, against, threads);
      if (our.isEmpty() || their.isEmpty()) {
        return wanted + ": not measured";
      }
      double ratio = our.getAsDouble() / their.getAsDouble();
      String reached = "**" + Table.times(ratio) + "**";
      return reached + " (" + wanted + ": " + (ratio >= least[column] ? "met" : "missed") + ")";
    }

    private static String trimmed(double number) {
      return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
  }

  /** The parameters of the cases that are compared. */
  static final class Base {
    private Base() {}

    static Map<String, String> parameters(String benchmark, Peer peer) {
      return benchmark.equals(NEAR)
          ? Map.of("peer", peer.name())
          : Map.of(
              "peer",
              peer.name(),
              "size",
              "BYTES_100",
              "expiry",
              peer.expires() ? "CREATED" : "ETERNAL",
              "delayMillis",
              "0");
    }
  }
}
