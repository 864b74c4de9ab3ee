package org.cinnabar.benchmarks;

import org.cinnabar.benchmarks.data.Size;
import org.cinnabar.benchmarks.peer.Expiry;
import org.cinnabar.benchmarks.peer.PartitionedCache;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.ThreadParams;

/** A cache in a {@link Layout}, filled. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH sets it up
public class LaidOut {
  /** The servers, which the system property names; here for the record. */
  @Param("1")
  int nodes;

  /** The cache's partitions. */
  @Param("1")
  int partitions;

  PartitionedCache cache;
  Workload workload;

  /** Connects and fills the cache. */
  @Setup(Level.Trial)
  public void open() {
    try (Nodes servers = Nodes.ofSystemProperty()) {
      servers.flush();
      cache = new PartitionedCache(servers.uri(), partitions, Expiry.CREATED);
    }
    workload = new Workload(cache.client(), Size.BYTES_100);
    workload.fill();
  }

  /** Leaves nothing on the servers. */
  @TearDown(Level.Trial)
  public void close() {
    cache.client().clear();
    cache.close();
  }

  /** A thread's place in the keys. */
  @State(Scope.Thread)
  @SuppressWarnings("NullAway.Init") // JMH sets it up
  public static class Place {
    Workload.Cursor cursor;

    /** Each thread begins somewhere else. */
    @Setup(Level.Trial)
    public void begin(LaidOut entries, ThreadParams thread) {
      cursor = entries.workload.cursor(thread.getThreadIndex());
    }
  }
}
