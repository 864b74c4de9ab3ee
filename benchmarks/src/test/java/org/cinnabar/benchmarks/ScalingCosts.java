package org.cinnabar.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.cinnabar.benchmarks.Growth.Values;
import org.cinnabar.benchmarks.Results.Report;
import org.cinnabar.benchmarks.server.Servers;

/**
 * What a cache costs as its partitions, its entries and the nodes that it lies on grow: memory,
 * evenness, requests and commands of operations, by the servers' own counts, and the time of what
 * goes through all partitions. Layouts that are measured again replace what the day's file says of
 * them, so that a long run can be made in parts.
 */
public final class ScalingCosts {
  private static final String TITLE = "scaling-costs";
  private static final List<Integer> NODES = List.of(1, 3, 6);
  private static final List<Integer> PARTITIONS = List.of(1, 16, 64, 256);
  private static final int FEWEST = 10_000;

  private final Servers servers;
  private final Results results;
  private final int most;
  private final Report report;
  private final List<Map<String, Object>> costs;

  private ScalingCosts(Servers servers, Path directory, int most) throws IOException {
    this.servers = servers;
    this.results = new Results(directory, TITLE);
    this.most = most;
    this.report =
        new Report(
            Machine.describe(servers.redisVersion()), Map.of("program", TITLE, "most", most));
    this.costs = results.costsBefore();
  }

  /** Reads its settings from system properties, as the Maven profile gives them. */
  public static void main(String... arguments) throws IOException {
    Pattern only = Pattern.compile(System.getProperty("only", ""));
    try (Servers servers = new Servers(System.getProperty("server", ""))) {
      new ScalingCosts(
              servers,
              Path.of(System.getProperty("results", "results")),
              Integer.getInteger("entries", 1_000_000))
          .all(only);
    }
    System.exit(0);
  }

  private void all(Pattern only) throws IOException {
    for (int nodes : NODES) {
      for (int partitions : PARTITIONS) {
        Layout layout = new Layout(nodes, partitions);
        if (only.matcher(layout.toString()).find()) {
          measure(layout);
          results.write(report.with(costs, List.of()));
        }
      }
    }
    System.out.println("Written: " + results.reportFile());
  }

  private void measure(Layout layout) {
    long begun = System.nanoTime();
    List<Map<String, Object>> found = new ArrayList<>();
    try (Nodes nodes = Nodes.at(servers.nodes(layout.nodes()).uri())) {
      found.addAll(new RequestCosts(nodes, layout).measure());
      for (Values values : Values.values()) {
        found.addAll(new Growth(nodes, layout, values).measure(sizes()));
      }
      nodes.flush();
    }
    costs.removeIf(cost -> is(cost, layout));
    costs.addAll(found);
    System.out.printf(
        "%s, up to %,d entries: %d s%n",
        layout.title(), most, (System.nanoTime() - begun) / 1_000_000_000);
  }

  private static boolean is(Map<String, Object> cost, Layout layout) {
    return Objects.equals(cost.get("nodes"), layout.nodes())
        && Objects.equals(cost.get("partitions"), layout.partitions());
  }

  private List<Integer> sizes() {
    List<Integer> sizes = new ArrayList<>();
    for (int size = FEWEST; size < most; size *= 10) {
      sizes.add(size);
    }
    sizes.add(most);
    return sizes;
  }
}
