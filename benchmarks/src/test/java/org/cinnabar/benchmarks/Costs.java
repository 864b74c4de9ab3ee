package org.cinnabar.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cinnabar.benchmarks.RedisStatistics.Counts;
import org.cinnabar.benchmarks.data.Size;
import org.cinnabar.benchmarks.peer.CacheClient;
import org.cinnabar.benchmarks.peer.Expiry;
import org.cinnabar.benchmarks.peer.Operation;
import org.cinnabar.benchmarks.peer.Peer;
import org.cinnabar.benchmarks.peer.ServerKind;
import org.cinnabar.benchmarks.peer.Target;
import org.cinnabar.benchmarks.server.Servers;

/**
 * What operations and entries cost on the Redis server, by its own count: exact, whatever else the
 * machine does.
 */
final class Costs {
  private static final int WARMUP = 100;
  private static final int OPERATIONS = 1_000;
  // So many that what the server spends on connections meanwhile is a few bytes of each.
  private static final int ENTRIES = 100_000;
  private static final int LARGE_ENTRIES = 20_000;
  private static final int BATCH = 100;

  private final Servers servers;

  Costs(Servers servers) {
    this.servers = servers;
  }

  /** Measures every peer on Redis; one map for each figure. */
  List<Map<String, Object>> measure() {
    List<Map<String, Object>> costs = new ArrayList<>();
    for (Peer peer : Peer.remote()) {
      if (peer.server() == ServerKind.REDIS) {
        System.out.println("Costs of " + peer.title());
        for (Operation operation : peer.operations()) {
          costs.add(wire(peer, operation));
        }
        for (Size size : Size.values()) {
          for (Expiry expiry : Expiry.values()) {
            boolean possible = size != Size.GRAPH || peer.takesObjects();
            if (possible && (expiry == Expiry.ETERNAL || peer.expires())) {
              costs.add(memory(peer, size, expiry));
            }
          }
        }
      }
    }
    return costs;
  }

  private Map<String, Object> wire(Peer peer, Operation operation) {
    Expiry expiry = peer.expires() ? Expiry.CREATED : Expiry.ETERNAL;
    Target target = target(String.class, expiry);
    RedisStatistics.flush(target);
    try (CacheClient client = peer.open(target);
        RedisStatistics statistics = new RedisStatistics(target)) {
      Workload workload = new Workload(client, Size.BYTES_100);
      workload.fill();
      Workload.Cursor cursor = workload.cursor(0);
      workload.fillOwn(cursor);
      for (int i = 0; i < WARMUP; i++) {
        workload.run(operation, cursor);
      }
      statistics.counts();
      Counts before = statistics.counts();
      Counts asking = statistics.counts().since(before);
      before = statistics.counts();
      for (int i = 0; i < OPERATIONS; i++) {
        workload.run(operation, cursor);
      }
      Counts counts = statistics.counts().since(before).since(asking);
      Map<String, Object> cost = new LinkedHashMap<>();
      cost.put("peer", peer.name());
      cost.put("operation", operation.name());
      cost.put("roundTrips", perOperation(counts.reads()));
      cost.put("commands", perOperation(counts.commands()));
      cost.put("bytesSent", perOperation(counts.received()));
      cost.put("bytesReceived", perOperation(counts.sent()));
      return cost;
    }
  }

  private Map<String, Object> memory(Peer peer, Size size, Expiry expiry) {
    Target target = target(size.value(0).getClass(), expiry);
    RedisStatistics.flush(target);
    try (CacheClient client = peer.open(target);
        RedisStatistics statistics = new RedisStatistics(target)) {
      client.put("first", size.value(0));
      long before = statistics.dataMemory();
      int count = size == Size.KIB_10 ? LARGE_ENTRIES : ENTRIES;
      for (int i = 0; i < count; i += BATCH) {
        Map<String, Object> entries = new LinkedHashMap<>();
        for (int j = i; j < i + BATCH; j++) {
          entries.put("product-%06d".formatted(j), size.value(j));
        }
        client.putAll(entries);
      }
      Map<String, Object> cost = new LinkedHashMap<>();
      cost.put("peer", peer.name());
      cost.put("size", size.name());
      cost.put("expiry", expiry.name());
      cost.put("bytesPerEntry", Math.round((statistics.dataMemory() - before) / (double) count));
      client.clear();
      return cost;
    }
  }

  private Target target(Class<?> type, Expiry expiry) {
    String address = servers.address(ServerKind.REDIS, Duration.ZERO);
    int colon = address.lastIndexOf(':');
    int port = Integer.parseInt(address.substring(colon + 1));
    return new Target(address.substring(0, colon), port, type, expiry);
  }

  private static double perOperation(long count) {
    return Math.round(100.0 * count / OPERATIONS) / 100.0;
  }
}
