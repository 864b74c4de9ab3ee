package org.cinnabar.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.cinnabar.benchmarks.Nodes.Work;
import org.cinnabar.benchmarks.data.Size;
import org.cinnabar.benchmarks.peer.Expiry;
import org.cinnabar.benchmarks.peer.Operation;
import org.cinnabar.benchmarks.peer.PartitionedCache;

/**
 * What each node is asked for an operation, by its own count, one thread: exact, whatever else the
 * machine does.
 */
final class RequestCosts {
  private static final int WARMUP = 100;
  private static final int OPERATIONS = 500;

  private final Nodes nodes;
  private final Layout layout;

  RequestCosts(Nodes nodes, Layout layout) {
    this.nodes = nodes;
    this.layout = layout;
  }

  /** Measures every operation; one map for each. */
  List<Map<String, Object>> measure() {
    nodes.flush();
    List<Map<String, Object>> costs = new ArrayList<>();
    try (PartitionedCache cache =
        new PartitionedCache(nodes.uri(), layout.partitions(), Expiry.CREATED)) {
      Workload workload = new Workload(cache.client(), Size.BYTES_100);
      workload.fill();
      Layout.OPERATIONS.forEach(operation -> costs.add(measure(workload, operation)));
    }
    return costs;
  }

  private Map<String, Object> measure(Workload workload, Operation operation) {
    Workload.Cursor cursor = workload.cursor(0);
    for (int i = 0; i < WARMUP; i++) {
      workload.run(operation, cursor);
    }
    long[] nanos = new long[OPERATIONS];
    List<Work> before = nodes.work();
    for (int i = 0; i < OPERATIONS; i++) {
      long begun = System.nanoTime();
      workload.run(operation, cursor);
      nanos[i] = System.nanoTime() - begun;
    }
    List<Work> after = nodes.work();
    List<Work> work = new ArrayList<>();
    for (int i = 0; i < after.size(); i++) {
      work.add(after.get(i).since(before.get(i)));
    }
    Arrays.sort(nanos);
    Map<String, Object> cost = new LinkedHashMap<>();
    cost.put("what", "requests");
    cost.put("nodes", layout.nodes());
    cost.put("partitions", layout.partitions());
    cost.put("operation", operation.name());
    cost.put("requests", perOperation(work, node -> node.requests(operation)));
    cost.put("commands", perOperation(work, Work::commands));
    cost.put("medianMicros", nanos[OPERATIONS / 2] / 1_000);
    return cost;
  }

  private static List<Double> perOperation(List<Work> work, ToLongFunction<Work> count) {
    return work.stream()
        .map(node -> Math.round(1_000.0 * count.applyAsLong(node) / OPERATIONS) / 1_000.0)
        .toList();
  }
}
