package org.cinnabar.jcache.change;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.cinnabar.jcache.testing.ClusterChanges;
import org.cinnabar.jcache.testing.Ledger;
import org.cinnabar.jcache.testing.LocalCluster;
import org.cinnabar.jcache.testing.LocalReplicas;
import org.cinnabar.jcache.testing.LocalSentinel;
import org.cinnabar.jcache.testing.LocalServers;
import org.cinnabar.jcache.testing.TestRedis;

/** A change of the servers that others work on meanwhile. */
enum Scenario {
  /** One of three masters of a cluster ends as by a crash; a replica of its takes its place. */
  CLUSTER_MASTER_KILLED("cluster: master killed", true) {
    @Override
    long change(LocalServers servers) {
      LocalCluster cluster = (LocalCluster) servers;
      TestRedis master = cluster.masters().get(0);
      master.kill();
      long dead = Ledger.now();
      new ClusterChanges(cluster).awaitSuccessor(master);
      return dead;
    }
  },

  /** A replica takes its master's place because it is told to, which loses nothing. */
  CLUSTER_FAILOVER("cluster: CLUSTER FAILOVER", false) {
    @Override
    long change(LocalServers servers) {
      LocalCluster cluster = (LocalCluster) servers;
      new ClusterChanges(cluster).failOver(cluster.replicas().get(0));
      return 0;
    }
  },

  /** The slots in which one master has keys move to another, one after another. */
  CLUSTER_SLOTS_MOVED("cluster: slots moved", false) {
    @Override
    long change(LocalServers servers) {
      LocalCluster cluster = (LocalCluster) servers;
      ClusterChanges changes = new ClusterChanges(cluster);
      TestRedis from = cluster.masters().get(0);
      changes.move(changes.slotsWithKeys(from), from, cluster.masters().get(1));
      return 0;
    }
  },

  /** A node comes, gets a quarter of the slots that have keys, gives them back and goes. */
  CLUSTER_NODE_ADDED_REMOVED("cluster: node added and removed", false) {
    @Override
    long change(LocalServers servers) {
      LocalCluster cluster = (LocalCluster) servers;
      ClusterChanges changes = new ClusterChanges(cluster);
      TestRedis added = changes.add(cluster.masters().get(0).binary());
      List<TestRedis> masters = cluster.masters();
      List<Set<Integer>> shares =
          masters.stream().map(master -> quarter(changes.slotsWithKeys(master))).toList();
      for (int i = 0; i < masters.size(); i++) {
        changes.move(shares.get(i), masters.get(i), added);
      }
      pause(BETWEEN);
      for (int i = 0; i < masters.size(); i++) {
        changes.move(shares.get(i), added, masters.get(i));
      }
      pause(BETWEEN);
      changes.remove(added);
      return 0;
    }
  },

  /** A replica in a cluster ends as by a crash. */
  CLUSTER_REPLICA_KILLED("cluster: replica killed", false) {
    @Override
    long change(LocalServers servers) {
      ((LocalCluster) servers).replicas().get(0).kill();
      return 0;
    }
  },

  /** One of two replicas of a master ends as by a crash. */
  REPLICA_KILLED("replicas: replica killed", false) {
    @Override
    LocalServers start(Path binary, int replicas) {
      return LocalReplicas.start(binary, 2);
    }

    @Override
    long change(LocalServers servers) {
      ((LocalReplicas) servers).replicas().get(0).kill();
      return 0;
    }
  },

  /** Sentinels replace a master that works because they are told to. */
  SENTINEL_FAILOVER("Sentinel: SENTINEL FAILOVER", true) {
    @Override
    LocalServers start(Path binary, int replicas) {
      return LocalSentinel.start(binary, 2, 3);
    }

    @Override
    long change(LocalServers servers) {
      LocalSentinel sentinel = (LocalSentinel) servers;
      sentinel.failOver();
      sentinel.awaitSuccessor();
      return Ledger.now() + NOTICED_MICROS;
    }
  },

  /** Sentinels replace a master that ended as by a crash. */
  SENTINEL_MASTER_KILLED("Sentinel: master killed", true) {
    @Override
    LocalServers start(Path binary, int replicas) {
      LocalSentinel sentinel = LocalSentinel.start(binary, 2, 3);
      sentinel.downAfter(SILENCE);
      return sentinel;
    }

    @Override
    long change(LocalServers servers) {
      LocalSentinel sentinel = (LocalSentinel) servers;
      sentinel.master().kill();
      long dead = Ledger.now();
      sentinel.awaitSuccessor();
      return dead;
    }
  };

  /** How long a server may be silent until the others take it for dead. */
  private static final Duration SILENCE = Duration.ofMillis(1_500);

  private static final Duration BETWEEN = Duration.ofSeconds(1);

  /** By then every client knows that another is master; the old one may go on working. */
  private static final long NOTICED_MICROS = 1_500_000;

  /** The title in reports. */
  final String title;

  /** Whether an acknowledged write may be lost, as replication is asynchronous. */
  final boolean loses;

  Scenario(String title, boolean loses) {
    this.title = title;
    this.loses = loses;
  }

  /**
   * Starts what is to be changed: a cluster, unless the change is one of others.
   *
   * @param replicas how many replicas are to acknowledge writes: there are enough for that before
   *     and after
   */
  LocalServers start(Path binary, int replicas) {
    LocalCluster cluster = LocalCluster.start(binary, 3, Math.max(1, replicas * 2));
    cluster.nodeTimeout(SILENCE);
    return cluster;
  }

  /**
   * Changes the servers and waits until they themselves are done with it.
   *
   * @return when the last write was acknowledged that may be lost, in the ledger's microseconds; 0
   *     when none may
   */
  abstract long change(LocalServers servers);

  private static Set<Integer> quarter(Set<Integer> slots) {
    return slots.stream()
        .limit(Math.max(1, slots.size() / 4))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }
}
