package org.cinnabar.jcache.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What can be done to a cluster while it is in use. */
public final class ClusterChanges {
  private static final int MIGRATE_MILLIS = 5_000;
  private static final int MOST_KEYS = 1_000;

  private final LocalCluster cluster;

  /** Changes a cluster whose nodes all run. */
  public ClusterChanges(LocalCluster cluster) {
    this.cluster = cluster;
  }

  /** Makes a replica take its master's place in good order, and waits until it has. */
  public void failOver(TestRedis replica) {
    LocalCluster.ordered(replica, "CLUSTER FAILOVER");
    Waiting.until("a replica that is master", () -> isMaster(replica));
  }

  /** Waits until one of the replicas has taken a dead master's place, and all others know. */
  public void awaitSuccessor(TestRedis dead) {
    List<TestRedis> left = new ArrayList<>(cluster.servers());
    left.remove(dead);
    List<TestRedis> replicas = cluster.replicas();
    long before = cluster.masters().size() - 1L;
    Waiting.until(
        "a replica that is master",
        () -> replicas.stream().filter(ClusterChanges::isMaster).count() > 0);
    for (TestRedis node : left) {
      Waiting.until(
          "a cluster that is complete again",
          () ->
              node.ask("CLUSTER INFO").contains("cluster_state:ok")
                  && node.ask("CLUSTER NODES")
                          .lines()
                          .filter(line -> line.contains("master") && !line.contains("fail"))
                          .count()
                      > before);
    }
  }

  private static boolean isMaster(TestRedis node) {
    return node.ask("INFO replication").contains("role:master");
  }

  /** Starts a node without slots that the others know, and that is as patient as they are. */
  public TestRedis add(Path binary) {
    TestRedis added = TestRedis.start(binary, LocalCluster.clusterOptions());
    try {
      join(added);
      return added;
    } catch (RuntimeException e) {
      added.close();
      throw e;
    }
  }

  private void join(TestRedis added) {
    TestRedis known = cluster.servers().get(0);
    LocalCluster.ordered(known, "CLUSTER MEET 127.0.0.1 " + added.dataPort());
    int count = cluster.servers().size() + 1;
    List<TestRedis> all = new ArrayList<>(cluster.servers());
    all.add(added);
    for (TestRedis node : all) {
      Waiting.until(
          "nodes that know each other",
          () -> node.ask("CLUSTER INFO").contains("cluster_known_nodes:" + count + "\r"));
    }
    Waiting.until(
        "a node that finds the cluster complete",
        () -> added.ask("CLUSTER INFO").contains("cluster_state:ok"));
    String timeout = known.strings("CONFIG GET " + LocalCluster.TIMEOUT).get(1);
    LocalCluster.ordered(added, "CONFIG SET " + LocalCluster.TIMEOUT + " " + timeout);
  }

  /** Makes all nodes forget one that has no slots any more, and ends it. */
  public void remove(TestRedis node) {
    String id = LocalCluster.id(node);
    cluster.servers().forEach(each -> LocalCluster.ordered(each, "CLUSTER FORGET " + id));
    node.close();
  }

  /** The slots of a master in which there are keys. */
  public Set<Integer> slotsWithKeys(TestRedis master) {
    Set<Integer> slots = new TreeSet<>();
    for (String key : master.strings("KEYS *")) {
      slots.add(slot(master, key));
    }
    return slots;
  }

  private static int slot(TestRedis node, String key) {
    String answer = node.ask("CLUSTER KEYSLOT " + key).lines().findFirst().orElseThrow();
    return Integer.parseInt(answer.substring(1));
  }

  /** Moves slots with the keys in them, one slot after another, while both nodes serve. */
  public void move(Set<Integer> slots, TestRedis from, TestRedis to) {
    String target = LocalCluster.id(to);
    for (int slot : slots) {
      begin(slot, from, to);
      migrateAll(slot, from, to);
      String owner = "CLUSTER SETSLOT " + slot + " NODE " + target;
      LocalCluster.ordered(to, owner);
      giveUp(from, owner);
      for (TestRedis master : cluster.masters()) {
        if (master != from && master != to) {
          LocalCluster.ordered(master, owner);
        }
      }
    }
  }

  /** One that has lost its last slot may have heard of it, and follow the new owner already. */
  private static void giveUp(TestRedis from, String owner) {
    String answer = from.ask(owner);
    if (!answer.startsWith("+OK") && !answer.contains("only with masters")) {
      throw new IllegalStateException("A node said " + answer.strip());
    }
  }

  /**
   * Begins to move a slot, and moves but one of its keys: until {@link #move} ends that, what needs
   * several keys is told to try again.
   */
  public void moveHalf(int slot, TestRedis from, TestRedis to) {
    begin(slot, from, to);
    String key = from.strings("CLUSTER GETKEYSINSLOT " + slot + " 1").get(0);
    migrate(key, from, to);
  }

  private static void begin(int slot, TestRedis from, TestRedis to) {
    String importing = " IMPORTING " + LocalCluster.id(from);
    String migrating = " MIGRATING " + LocalCluster.id(to);
    LocalCluster.ordered(to, "CLUSTER SETSLOT " + slot + importing);
    LocalCluster.ordered(from, "CLUSTER SETSLOT " + slot + migrating);
  }

  private static void migrateAll(int slot, TestRedis from, TestRedis to) {
    String ask = "CLUSTER GETKEYSINSLOT " + slot + " " + MOST_KEYS;
    List<String> keys = from.strings(ask);
    while (!keys.isEmpty()) {
      keys.forEach(key -> migrate(key, from, to));
      keys = from.strings(ask);
    }
  }

  private static void migrate(String key, TestRedis from, TestRedis to) {
    String answer =
        from.ask("MIGRATE 127.0.0.1 " + to.dataPort() + " " + key + " 0 " + MIGRATE_MILLIS);
    if (!answer.startsWith("+OK") && !answer.startsWith("+NOKEY")) {
      throw new IllegalStateException("A key could not be moved: " + answer.strip());
    }
  }
}
