package org.cinnabar.benchmarks;

import java.util.List;
import java.util.Map;
import org.cinnabar.benchmarks.peer.Operation;

/**
 * How a cache lies on servers.
 *
 * @param nodes one server, or the masters of a cluster
 * @param partitions the cache's
 */
public record Layout(int nodes, int partitions) {
  /** The operations that are measured on several layouts. */
  public static final List<Operation> OPERATIONS =
      List.of(Operation.GET_HIT, Operation.PUT, Operation.GET_ALL, Operation.PUT_ALL);

  /** Those whose throughput is compared, the one they are compared to first. */
  public static final List<Layout> COMPARED =
      List.of(new Layout(1, 1), new Layout(1, 64), new Layout(3, 6), new Layout(3, 64));

  /** The benchmarks' parameters for it. */
  public Map<String, String> parameters() {
    return Map.of("nodes", Integer.toString(nodes), "partitions", Integer.toString(partitions));
  }

  /** The name for readers. */
  public String title() {
    return count(nodes, "node") + ", " + count(partitions, "partition");
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  /** Nodes and partitions, for choosing by pattern. */
  @Override
  public String toString() {
    return nodes + "x" + partitions;
  }
}
