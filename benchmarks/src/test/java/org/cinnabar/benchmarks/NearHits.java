package org.cinnabar.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.cinnabar.benchmarks.data.Size;
import org.cinnabar.benchmarks.peer.CacheClient;
import org.cinnabar.benchmarks.peer.Expiry;
import org.cinnabar.benchmarks.peer.Peer;
import org.cinnabar.benchmarks.peer.ServerKind;
import org.cinnabar.benchmarks.peer.Target;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** {@code get} of an immutable value, a string of 100 characters, that is in the JVM already. */
public class NearHits {
  private static final int ENTRIES = 1 << 10;

  /** A near cache, filled. */
  @State(Scope.Benchmark)
  @SuppressWarnings("NullAway.Init") // JMH sets it up
  public static class Near {
    /** Whose cache. */
    @Param Peer peer;

    private final List<String> keys = new ArrayList<>();
    private CacheClient client;

    /** Connects, fills the cache and its near cache, and checks that hits stay within the JVM. */
    @Setup(Level.Trial)
    public void open() {
      Target target = Target.of(peer, String.class, Expiry.ETERNAL);
      if (peer.server() == ServerKind.REDIS) {
        RedisStatistics.flush(target);
      }
      client = peer.open(target);
      for (int i = 0; i < ENTRIES; i++) {
        keys.add("product-%06d".formatted(i));
        client.put(keys.get(i), Size.BYTES_100.value(i));
      }
      readAll();
      readAll();
      // Entries lie together then, as after a while in any application.
      System.gc();
      if (peer.server() == ServerKind.REDIS) {
        requireNoTraffic(target);
      }
    }

    /** Leaves nothing on the server. */
    @TearDown(Level.Trial)
    public void close() {
      client.clear();
      client.close();
    }

    private void readAll() {
      for (String key : keys) {
        if (client.get(key) == null) {
          throw new IllegalStateException("An entry is missing");
        }
      }
    }

    private void requireNoTraffic(Target target) {
      try (RedisStatistics statistics = new RedisStatistics(target)) {
        RedisStatistics.Counts before = statistics.counts();
        readAll();
        long commands = statistics.counts().commands() - before.commands();
        if (commands > ENTRIES / 10) {
          throw new IllegalStateException(
              peer.title() + " has no near cache: " + commands + " commands for near hits");
        }
      }
    }
  }

  /** A thread's place in the keys. */
  @State(Scope.Thread)
  public static class Place {
    private int at;
  }

  /** The hit. */
  @Benchmark
  public @Nullable Object getHit(Near near, Place place) {
    return near.client.get(near.keys.get(place.at++ & (ENTRIES - 1)));
  }
}
