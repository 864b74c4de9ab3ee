package org.cinnabar.benchmarks;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.cinnabar.benchmarks.peer.Operation;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClient;

/** Redis servers by their own figures: what each holds, and what each has done. */
final class Nodes implements AutoCloseable {
  /** The system property that gives their URI to the JVM that measures. */
  static final String PROPERTY = "benchmark.nodes";

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration REST = Duration.ofSeconds(1);

  private static final long UNREST = 16_384;

  private final String uri;
  private final List<RedisClient> servers;

  private Nodes(String uri, List<RedisClient> servers) {
    this.uri = uri;
    this.servers = servers;
  }

  /** Those of a URI as cache managers take it, in its order. */
  static Nodes at(String uri) {
    String addresses = uri.substring(uri.indexOf("://") + "://".length());
    return new Nodes(
        uri,
        Arrays.stream(addresses.split(",", -1))
            .map(address -> RedisClient.create("redis://" + address))
            .toList());
  }

  /** Those that the system property names. */
  static Nodes ofSystemProperty() {
    String uri = System.getProperty(PROPERTY);
    if (uri == null) {
      throw new IllegalStateException(
          PROPERTY + " is not set; start benchmarks through their Maven profile");
    }
    return at(uri);
  }

  String uri() {
    return uri;
  }

  /** Empties them, and waits until the memory is free again. */
  void flush() {
    // in the background: with ten million entries it takes longer than a client waits
    servers.forEach(server -> server.sendCommand(Protocol.Command.FLUSHALL, "ASYNC"));
    for (RedisClient server : servers) {
      Awaitility.await("memory that is freed")
          .atMost(PATIENCE)
          .until(() -> number(info(server), "lazyfree_pending_objects") == 0);
    }
  }

  /**
   * The memory that the data of each takes, connections and the like left out, in bytes; once it
   * has come to rest, since some of what is left out is only counted later.
   */
  List<Long> dataMemory() {
    AtomicReference<List<Long>> last = new AtomicReference<>(List.of());
    return Awaitility.await("memory at rest")
        .atMost(PATIENCE)
        .pollDelay(REST)
        .pollInterval(REST)
        .until(
            () -> {
              List<Long> now = dataMemoryNow();
              return alike(now, last.getAndSet(now)) ? now : List.<Long>of();
            },
            found -> !found.isEmpty());
  }

  private static boolean alike(List<Long> now, List<Long> before) {
    return now.size() == before.size()
        && IntStream.range(0, now.size())
            .allMatch(i -> Math.abs(now.get(i) - before.get(i)) <= UNREST);
  }

  private List<Long> dataMemoryNow() {
    return servers.stream()
        .map(server -> (long) number(info(server), "used_memory_dataset"))
        .toList();
  }

  /** How many fields each hash has whose key matches, for each node. */
  List<List<Long>> hashes(String glob) {
    return servers.stream()
        .map(server -> server.keys(glob).stream().map(server::hlen).toList())
        .toList();
  }

  /** What each has done so far. */
  List<Work> work() {
    return servers.stream().map(server -> work(info(server))).toList();
  }

  @Override
  public void close() {
    servers.forEach(RedisClient::close);
  }

  private static Work work(Map<String, String> info) {
    Map<String, Long> calls = new HashMap<>();
    info.forEach(
        (name, value) -> {
          if (name.startsWith("cmdstat_")) {
            calls.put(name.substring("cmdstat_".length()), Long.parseLong(between(value)));
          }
        });
    double seconds = number(info, "used_cpu_sys") + number(info, "used_cpu_user");
    return new Work(seconds * 1e6, calls);
  }

  /** The number in {@code calls=12,usec=345,...}. */
  private static String between(String value) {
    return value.substring(value.indexOf('=') + 1, value.indexOf(','));
  }

  private static Map<String, String> info(RedisClient server) {
    return server
        .info("all")
        .lines()
        .filter(line -> line.indexOf(':') > 0)
        .collect(
            Collectors.toMap(
                line -> line.substring(0, line.indexOf(':')),
                line -> line.substring(line.indexOf(':') + 1).strip(),
                (one, other) -> one));
  }

  private static double number(Map<String, String> info, String name) {
    String number = info.get(name);
    if (number == null) {
      throw new IllegalStateException("The server doesn't tell " + name + "; take a newer one");
    }
    return Double.parseDouble(number);
  }

  /**
   * What a node has done.
   *
   * @param processorMicros processor time, of all its threads, in microseconds
   * @param calls how often each command ran, those within scripts included
   */
  record Work(double processorMicros, Map<String, Long> calls) {
    private static final List<String> HOUSEKEEPING =
        List.of("info", "ping", "cluster", "client", "hello", "select", "config", "command");

    /** What came since the other. */
    Work since(Work before) {
      Map<String, Long> more = new HashMap<>();
      calls.forEach((name, count) -> more.put(name, count - before.calls.getOrDefault(name, 0L)));
      return new Work(processorMicros - before.processorMicros, more);
    }

    /** All commands but those that clients keep their connections with. */
    long commands() {
      return calls.entrySet().stream()
          .filter(call -> HOUSEKEEPING.stream().noneMatch(call.getKey()::startsWith))
          .mapToLong(Map.Entry::getValue)
          .sum();
    }

    /**
     * What clients sent of that for an operation. Writes are runs of scripts, and so are reads
     * where hash fields don't expire by themselves; elsewhere reads are plain.
     */
    long requests(Operation operation) {
      boolean reads = operation == Operation.GET_HIT || operation == Operation.GET_ALL;
      boolean plain = calls.containsKey("hpexpire") || calls.containsKey("hsetex");
      return reads && plain ? count("hget") + count("hmget") : count("eval") + count("evalsha");
    }

    private long count(String command) {
      return calls.getOrDefault(command, 0L);
    }
  }
}
