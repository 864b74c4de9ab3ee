package org.cinnabar.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cinnabar.benchmarks.peer.CacheClient;
import org.cinnabar.benchmarks.peer.Expiry;
import org.cinnabar.benchmarks.peer.Peer;
import org.cinnabar.benchmarks.peer.ServerKind;
import org.cinnabar.benchmarks.peer.Target;
import org.cinnabar.benchmarks.server.QuietLogging;
import org.cinnabar.benchmarks.server.Servers;
import org.cinnabar.jcache.testing.TestJvm;

/**
 * How long a fresh JVM takes to its first operation, and how much an idle manager holds: a process
 * that opens a cache, puts and gets one entry, and reports.
 */
public final class Footprint {
  private static final int ROUNDS = 9;
  private static final List<Peer> PEERS = List.of(Peer.CINNABAR, Peer.REDISSON_JCACHE);

  private Footprint() {}

  /** Measures the JCache peers on Redis, which take turns; medians. */
  static List<Map<String, Object>> measure(Servers servers)
      throws IOException, InterruptedException {
    String address = servers.address(ServerKind.REDIS, Duration.ZERO);
    Map<Peer, List<long[]>> runs = new EnumMap<>(Peer.class);
    for (int round = 0; round < ROUNDS; round++) {
      for (Peer peer : PEERS) {
        List<String> options =
            Stream.concat(
                    QuietLogging.JVM_OPTIONS.stream(),
                    Stream.of("-Xmx512m", "-D" + ServerKind.REDIS.property() + "=" + address))
                .toList();
        String line = TestJvm.run(options, Footprint.class, peer.name());
        runs.computeIfAbsent(peer, key -> new ArrayList<>()).add(numbers(line));
      }
    }
    List<Map<String, Object>> footprints = new ArrayList<>();
    runs.forEach((peer, numbers) -> footprints.add(describe(peer, numbers)));
    return footprints;
  }

  /** Opens the peer named and prints milliseconds, threads and KiB of heap. */
  public static void main(String... arguments) {
    Peer peer = Peer.valueOf(arguments[0]);
    CacheClient client = peer.open(Target.of(peer, String.class, Expiry.CREATED));
    client.put("key", "value");
    if (!"value".equals(client.get("key"))) {
      throw new IllegalStateException("The entry is missing");
    }
    long millis = System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
    System.gc();
    int threads = ManagementFactory.getThreadMXBean().getThreadCount();
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    System.out.println(millis + " " + threads + " " + (heap >> 10));
    client.close();
    System.exit(0);
  }

  private static Map<String, Object> describe(Peer peer, List<long[]> runs) {
    Map<String, Object> footprint = new LinkedHashMap<>();
    footprint.put("peer", peer.name());
    footprint.put("millisToFirstOperation", median(runs, 0));
    footprint.put("threads", median(runs, 1));
    footprint.put("heapKiB", median(runs, 2));
    return footprint;
  }

  private static long median(List<long[]> runs, int column) {
    return runs.stream().mapToLong(run -> run[column]).sorted().toArray()[ROUNDS / 2];
  }

  private static long[] numbers(String output) {
    String last = output.lines().reduce("", (before, line) -> line);
    return java.util.Arrays.stream(last.split(" ")).mapToLong(Long::parseLong).toArray();
  }
}
