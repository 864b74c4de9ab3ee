package org.cinnabar.jcache.testing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A cluster of local server processes, formed by commands. */
public final class LocalCluster implements LocalServers {
  static final String TIMEOUT = "cluster-node-timeout";
  private static final String NO_FAILOVER = "cluster-replica-no-failover";
  private static final int SLOTS = 16_384;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<TestRedis> nodes;
  private final int masters;

  private LocalCluster(List<TestRedis> nodes, int masters) {
    this.nodes = nodes;
    this.masters = masters;
  }

  /**
   * Starts a cluster and waits until every node finds it complete.
   *
   * @param binary the server's binary
   * @param masters how many masters share the slots evenly
   * @param replicasEach how many replicas each of them has
   * @param options further options of every server, each one argument
   */
  public static LocalCluster start(Path binary, int masters, int replicasEach, String... options) {
    return start(Collections.nCopies(masters, binary), replicasEach, options);
  }

  /** Starts a cluster whose masters, and their replicas, are of different binaries. */
  public static LocalCluster start(List<Path> binaries, int replicasEach, String... options) {
    List<TestRedis> nodes = new ArrayList<>();
    int masters = binaries.size();
    LocalCluster cluster = new LocalCluster(nodes, masters);
    try {
      for (int i = 0; i < masters * (1 + replicasEach); i++) {
        nodes.add(TestRedis.start(binaries.get(i % masters), forming(options)));
      }
      cluster.form();
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** While they hurry, nodes of a busy machine seem dead, but nobody is to take their place. */
  private static String[] forming(String... options) {
    return Stream.concat(
            Stream.of("--" + NO_FAILOVER, "yes"), Arrays.stream(clusterOptions(options)))
        .toArray(String[]::new);
  }

  static String[] clusterOptions(String... options) {
    return Stream.concat(
            Stream.of(
                "--cluster-enabled",
                "yes",
                "--cluster-announce-ip",
                "127.0.0.1",
                // Nodes that hurry get to know each other sooner.
                "--" + TIMEOUT,
                "1000",
                "--repl-diskless-sync",
                "yes",
                "--repl-diskless-sync-delay",
                "0"),
            Arrays.stream(options))
        .toArray(String[]::new);
  }

  private void form() {
    for (int i = 0; i < nodes.size(); i++) {
      // Epochs that differ from the start spare the nodes settling who has which.
      ordered(nodes.get(i), "CLUSTER SET-CONFIG-EPOCH " + (i + 1));
      if (i < masters) {
        ordered(nodes.get(i), "CLUSTER ADDSLOTS " + slots(i));
      }
      if (i > 0) {
        ordered(nodes.get(0), "CLUSTER MEET 127.0.0.1 " + nodes.get(i).dataPort());
      }
    }
    String known = "cluster_known_nodes:" + nodes.size() + "\r";
    awaitAll("nodes that know each other", node -> node.ask("CLUSTER INFO").contains(known));
    for (int i = masters; i < nodes.size(); i++) {
      ordered(nodes.get(i), "CLUSTER REPLICATE " + id(nodes.get(i % masters)));
    }
    awaitComplete();
    nodeTimeout(PATIENCE);
    nodes.forEach(node -> ordered(node, "CONFIG SET " + NO_FAILOVER + " no"));
  }

  /**
   * Sets how long a node may be silent until the others take it for dead; 20 seconds by default, so
   * that nobody is on a busy machine.
   */
  public void nodeTimeout(Duration timeout) {
    nodes.forEach(node -> ordered(node, "CONFIG SET " + TIMEOUT + " " + timeout.toMillis()));
  }

  /** Waits until every node finds the cluster complete, and every replica follows its master. */
  private void awaitComplete() {
    int replicas = nodes.size() - masters;
    awaitAll(
        "a complete cluster",
        node ->
            node.ask("CLUSTER INFO").contains("cluster_state:ok")
                && roles(node, "slave") == replicas
                && isInPlace(node));
  }

  private boolean isInPlace(TestRedis node) {
    String replication = node.ask("INFO replication");
    return masters().contains(node)
        ? replication.contains("role:master")
        : replication.contains("role:slave") && replication.contains("master_link_status:up");
  }

  private static long roles(TestRedis node, String role) {
    return node.ask("CLUSTER NODES").lines().filter(line -> line.contains(role)).count();
  }

  private interface State {
    boolean holds(TestRedis node);
  }

  private void awaitAll(String what, State state) {
    for (TestRedis node : nodes) {
      Waiting.until(what, () -> state.holds(node));
    }
  }

  /** The slots of a master as the command lists them; servers before 7 take no ranges. */
  private String slots(int master) {
    return IntStream.range(SLOTS * master / masters, SLOTS * (master + 1) / masters)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(" "));
  }

  static String id(TestRedis node) {
    return node.ask("CLUSTER MYID").lines().skip(1).findFirst().orElseThrow();
  }

  static void ordered(TestRedis node, String command) {
    String answer = node.ask(command);
    if (!answer.startsWith("+OK")) {
      throw new IllegalStateException("A node said " + answer.strip() + " to " + command);
    }
  }

  /** The masters, as the cluster was formed. */
  public List<TestRedis> masters() {
    return nodes.subList(0, masters);
  }

  /** The replicas, as the cluster was formed. */
  public List<TestRedis> replicas() {
    return nodes.subList(masters, nodes.size());
  }

  /**
   * What the node answers that a key belongs to: the first node that doesn't point to another.
   *
   * @param command one command, whose key may stand anywhere
   */
  public String ask(String command) {
    return nodes.stream()
        .map(node -> node.ask(command))
        .filter(answer -> !answer.startsWith("-MOVED"))
        .findFirst()
        .orElseThrow();
  }

  /** The names of all keys on all masters. */
  public List<String> keys() {
    return masters().stream().flatMap(node -> node.strings("KEYS *").stream()).toList();
  }

  @Override
  public String uri() {
    return LocalServers.uri("+cluster", masters());
  }

  @Override
  public List<TestRedis> servers() {
    return List.copyOf(nodes);
  }

  /** The masters' number and what they run. */
  @Override
  public String toString() {
    return nodes.get(0) + ", cluster of " + masters;
  }

  @Override
  public void close() {
    LocalServers.close(nodes);
  }
}
