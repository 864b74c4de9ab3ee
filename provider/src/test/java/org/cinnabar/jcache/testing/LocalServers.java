package org.cinnabar.jcache.testing;

import java.nio.file.Path;
import java.util.List;

/**
 * Server processes on free local ports that belong together. Closing them ends the processes and
 * removes all that they left on the disk; they end with the JVM at the latest.
 */
public interface LocalServers extends AutoCloseable {

  /** Where a cache manager finds them. */
  String uri();

  /** The servers that hold data, masters first. */
  List<TestRedis> servers();

  @Override
  void close();

  /** Waits until every replica has what its master has; all servers must be running. */
  default void awaitReplication() {
    Waiting.until("replicas that have everything", () -> isReplicated(servers()));
  }

  /** Waits until every master that runs has so many replicas at least that follow it. */
  default void awaitReplicas(int count) {
    Waiting.until(
        "masters with " + count + " replicas each",
        () ->
            servers().stream()
                .filter(TestRedis::isRunning)
                .map(server -> server.ask("INFO replication"))
                .filter(said -> said.contains("role:master"))
                .allMatch(said -> online(said) >= count));
  }

  private static long online(String replication) {
    return replication.lines().filter(line -> line.matches("slave\\d+:.*state=online.*")).count();
  }

  private static boolean isReplicated(List<TestRedis> servers) {
    List<String> said = servers.stream().map(each -> each.ask("INFO replication")).toList();
    long replicas = said.stream().filter(each -> each.contains("role:slave")).count();
    return said.stream().mapToLong(LocalServers::inStep).sum() == replicas;
  }

  /** How many replicas, by what their master says, have acknowledged all that it sent. */
  private static long inStep(String replication) {
    String offset =
        replication
            .lines()
            .filter(line -> line.startsWith("master_repl_offset:"))
            .map(line -> "offset=" + line.substring(line.indexOf(':') + 1) + ",")
            .findFirst()
            .orElseThrow();
    return replication
        .lines()
        .filter(line -> line.matches("slave\\d+:.*") && line.contains(offset))
        .count();
  }

  /**
   * Starts what a name stands for.
   *
   * @param kind {@code single}, {@code cluster} (three masters, each with a replica), {@code
   *     replicas} (a master with two replicas), or {@code sentinel} (the same, watched by three
   *     Sentinels)
   * @param binary the server's binary
   * @throws IllegalArgumentException when it is none of these
   */
  static LocalServers start(String kind, Path binary) {
    return switch (kind) {
      case "single" -> new LocalServer(TestRedis.start(binary));
      case "cluster" -> LocalCluster.start(binary, 3, 1);
      case "replicas" -> LocalReplicas.start(binary, 2);
      case "sentinel" -> LocalSentinel.start(binary, 2, 3);
      default ->
          throw new IllegalArgumentException(
              "There are no local servers \""
                  + kind
                  + "\": write single, cluster, replicas or sentinel");
    };
  }

  /**
   * A URI of servers.
   *
   * @param suffix what its scheme has behind redis, or rediss where they speak TLS
   */
  static String uri(String suffix, List<TestRedis> servers) {
    return (servers.get(0).isTls() ? "rediss" : "redis")
        + suffix
        + "://"
        + String.join(",", servers.stream().map(each -> "127.0.0.1:" + each.dataPort()).toList());
  }

  /** Ends servers, the later ones first. */
  static void close(List<TestRedis> servers) {
    for (int i = servers.size() - 1; i >= 0; i--) {
      servers.get(i).close();
    }
  }
}
