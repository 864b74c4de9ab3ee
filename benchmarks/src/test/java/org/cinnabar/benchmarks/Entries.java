package org.cinnabar.benchmarks;

import org.cinnabar.benchmarks.data.Size;
import org.cinnabar.benchmarks.peer.CacheClient;
import org.cinnabar.benchmarks.peer.Expiry;
import org.cinnabar.benchmarks.peer.Peer;
import org.cinnabar.benchmarks.peer.ServerKind;
import org.cinnabar.benchmarks.peer.Target;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.ThreadParams;

/** A peer's cache, filled. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH sets it up
public class Entries {
  /** Whose cache. */
  @Param Peer peer;

  /** What the values are. */
  @Param Size size;

  /** When entries expire. */
  @Param Expiry expiry;

  /** By how much the answers of the server are delayed; here for the record. */
  @Param("0")
  int delayMillis;

  CacheClient client;
  Workload workload;

  /** Connects and fills the cache. */
  @Setup(Level.Trial)
  public void open() {
    Target undelayed = Target.undelayed(peer, size.value(0).getClass(), expiry);
    if (peer.server() == ServerKind.REDIS) {
      RedisStatistics.flush(undelayed);
    }
    try (CacheClient filling = peer.open(undelayed)) {
      new Workload(filling, size).fill();
    }
    client = peer.open(Target.of(peer, size.value(0).getClass(), expiry));
    workload = new Workload(client, size);
  }

  /** Leaves nothing on the server. */
  @TearDown(Level.Trial)
  public void close() {
    client.clear();
    client.close();
  }

  /** A thread's place in the keys. */
  @State(Scope.Thread)
  @SuppressWarnings("NullAway.Init") // JMH sets it up
  public static class Place {
    Workload.Cursor cursor;

    /** Each thread begins somewhere else. */
    @Setup(Level.Trial)
    public void begin(Entries entries, ThreadParams thread) {
      cursor = entries.workload.cursor(thread.getThreadIndex());
    }
  }

  /** A place with keys that are the thread's own. */
  @State(Scope.Thread)
  @SuppressWarnings("NullAway.Init") // JMH sets it up
  public static class OwnPlace {
    Workload.Cursor cursor;

    /** Puts the thread's own entries. */
    @Setup(Level.Trial)
    public void begin(Entries entries, ThreadParams thread) {
      cursor = entries.workload.cursor(thread.getThreadIndex());
      entries.workload.fillOwn(cursor);
    }
  }
}
