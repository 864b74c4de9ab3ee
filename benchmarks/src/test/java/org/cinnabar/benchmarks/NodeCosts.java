package org.cinnabar.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.cinnabar.benchmarks.Nodes.Work;
import org.cinnabar.benchmarks.peer.Operation;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/**
 * What each node does for an operation, by its own count, as secondary results of JMH: processor
 * time, commands, requests.
 */
public final class NodeCosts implements InternalProfiler {
  private @Nullable Nodes nodes;
  private List<Work> before = List.of();

  /** JMH makes it. */
  public NodeCosts() {}

  @Override
  public String getDescription() {
    return "What each Redis server does for an operation";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    before = nodes().work();
  }

  @Override
  public Collection<ScalarResult> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    Operation operation = operation(benchmark);
    double operations = result.getMetadata().getAllOps();
    List<Work> after = nodes().work();
    List<ScalarResult> costs = new ArrayList<>();
    for (int i = 0; i < after.size(); i++) {
      Work work = after.get(i).since(before.get(i));
      String node = "node" + (i + 1) + ".";
      costs.add(mean(node + "processor", work.processorMicros() / operations, "us/op"));
      costs.add(mean(node + "commands", work.commands() / operations, "commands/op"));
      costs.add(mean(node + "requests", work.requests(operation) / operations, "requests/op"));
    }
    return costs;
  }

  private static Operation operation(BenchmarkParams benchmark) {
    return Layout.OPERATIONS.stream()
        .filter(operation -> benchmark.getBenchmark().endsWith("." + operation.method()))
        .findFirst()
        .orElseThrow();
  }

  private Nodes nodes() {
    Nodes known = nodes;
    if (known == null) {
      known = Nodes.ofSystemProperty();
      nodes = known;
    }
    return known;
  }

  private static ScalarResult mean(String name, double value, String unit) {
    return new ScalarResult(name, value, unit, AggregationPolicy.AVG);
  }
}
