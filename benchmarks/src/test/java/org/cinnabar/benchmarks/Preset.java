package org.cinnabar.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.cinnabar.benchmarks.data.Size;
import org.cinnabar.benchmarks.peer.Expiry;
import org.cinnabar.benchmarks.peer.Operation;
import org.cinnabar.benchmarks.peer.Peer;
import org.cinnabar.benchmarks.peer.ValueCodec;
import org.openjdk.jmh.annotations.Mode;

/**
 * What a run measures. The base is a cache of 100-byte strings that expire an hour after their
 * creation; variants change one thing at a time.
 */
enum Preset {
  /** What the targets speak of. */
  QUICK {
    @Override
    List<Case> cases() {
      List<Case> cases = new ArrayList<>();
      for (int threads : new int[] {1, 16, 64}) {
        for (Operation operation :
            List.of(Operation.GET_HIT, Operation.PUT, Operation.INVOKE, Operation.GET_ALL)) {
          Stream.of(Peer.CINNABAR, Peer.REDISSON_JCACHE, Peer.JEDIS)
              .filter(peer -> peer.operations().contains(operation))
              .forEach(peer -> cases.add(base(operation, peer, threads, Mode.Throughput)));
        }
      }
      for (int threads : new int[] {1, 16}) {
        Stream.of(Peer.CINNABAR_NEAR, Peer.LOCAL_CACHED_MAP, Peer.CAFFEINE)
            .forEach(peer -> cases.add(Case.near(peer, threads)));
      }
      return cases;
    }
  },
  /** The throughput of every operation of every peer. */
  REMOTE {
    @Override
    List<Case> cases() {
      return everything(Mode.Throughput, 1, 4, 16, 64);
    }
  },
  /** The latency of every operation of every peer. */
  LATENCY {
    @Override
    List<Case> cases() {
      return everything(Mode.SampleTime, 1, 16);
    }
  },
  /** Larger values, objects, and the other expiries, at 16 threads. */
  VARIANTS {
    @Override
    List<Case> cases() {
      List<Case> cases = new ArrayList<>();
      for (Operation operation : List.of(Operation.GET_HIT, Operation.PUT)) {
        for (Size size : List.of(Size.KIB_1, Size.KIB_10, Size.GRAPH)) {
          Peer.remote().stream()
              .filter(peer -> size != Size.GRAPH || peer.takesObjects())
              .forEach(peer -> cases.add(variant(operation, peer, size, Expiry.CREATED)));
        }
        for (Expiry expiry : List.of(Expiry.ETERNAL, Expiry.ACCESSED)) {
          Peer.remote().stream()
              .filter(peer -> expiry == Expiry.ETERNAL || peer.expires())
              .forEach(peer -> cases.add(variant(operation, peer, Size.BYTES_100, expiry)));
        }
      }
      return cases;
    }
  },
  /** A longer wire: answers come 1 ms and 5 ms later. */
  NETWORK {
    @Override
    List<Case> cases() {
      List<Case> cases = new ArrayList<>();
      for (int delay : new int[] {1, 5}) {
        for (int threads : new int[] {1, 16, 64}) {
          for (Operation operation :
              List.of(Operation.GET_HIT, Operation.PUT, Operation.INVOKE, Operation.GET_ALL)) {
            Peer.remote().stream()
                .filter(peer -> peer.operations().contains(operation))
                .map(peer -> delayed(operation, peer, delay, threads))
                .forEach(cases::add);
          }
        }
      }
      return cases;
    }
  },
  /** Hits in near caches. */
  NEAR {
    @Override
    List<Case> cases() {
      List<Case> cases = new ArrayList<>();
      for (int threads : new int[] {1, 4, 16, 64}) {
        Peer.near().forEach(peer -> cases.add(Case.near(peer, threads)));
      }
      return cases;
    }
  },
  /** Hits of methods with {@code @CacheResult}. */
  ANNOTATIONS {
    @Override
    List<Case> cases() {
      List<Case> cases = new ArrayList<>();
      for (int threads : new int[] {1, 16}) {
        Peer.annotated().forEach(peer -> cases.add(Case.annotated(peer, threads)));
      }
      return cases;
    }
  },
  /** Codecs alone. */
  CODEC {
    @Override
    List<Case> cases() {
      List<Case> cases = new ArrayList<>();
      for (String method : List.of("encode", "decode")) {
        for (Size size : Size.values()) {
          for (ValueCodec.Kind codec : ValueCodec.Kind.values()) {
            cases.add(Case.codec(method, codec, size));
          }
        }
      }
      return cases;
    }
  },
  /** Bytes, round trips, memory and start-up, which need no JMH. */
  COSTS {
    @Override
    List<Case> cases() {
      return List.of();
    }
  },
  /** One cache over partitions and nodes, at 64 threads. */
  SCALING {
    @Override
    List<Case> cases() {
      List<Case> cases = new ArrayList<>();
      for (Operation operation : Layout.OPERATIONS) {
        Layout.COMPARED.forEach(layout -> cases.add(Case.scaled(operation, layout, 64)));
      }
      return cases;
    }
  },
  /** Writes that replicas acknowledge. */
  ACKNOWLEDGED {
    @Override
    List<Case> cases() {
      List<Case> cases = new ArrayList<>();
      for (int threads : new int[] {1, 16, 64}) {
        for (int replicas = 0; replicas <= 2; replicas++) {
          cases.add(Case.acknowledged(replicas, threads));
        }
      }
      return cases;
    }
  },
  /** All of them. */
  FULL {
    @Override
    List<Case> cases() {
      return Stream.of(
              REMOTE, LATENCY, VARIANTS, NETWORK, NEAR, ANNOTATIONS, CODEC, SCALING, ACKNOWLEDGED)
          .flatMap(preset -> preset.cases().stream())
          .toList();
    }
  };

  /** What is measured with JMH, in order. */
  abstract List<Case> cases();

  /** Whether {@link Costs} and {@link Footprint} are measured too. */
  boolean costs() {
    return this == COSTS || this == FULL;
  }

  /** The preset of a name in lower case. */
  static Preset of(String name) {
    for (Preset preset : values()) {
      if (preset.title().equals(name)) {
        return preset;
      }
    }
    throw new IllegalArgumentException(
        "No preset " + name + "; take one of " + Stream.of(values()).map(Preset::title).toList());
  }

  /** The name in lower case. */
  String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static List<Case> everything(Mode mode, int... threadCounts) {
    List<Case> cases = new ArrayList<>();
    for (Operation operation : Operation.values()) {
      for (int threads : threadCounts) {
        Peer.remote().stream()
            .filter(peer -> peer.operations().contains(operation))
            .forEach(peer -> cases.add(base(operation, peer, threads, mode)));
      }
    }
    return cases;
  }

  private static Case base(Operation operation, Peer peer, int threads, Mode mode) {
    return Case.remote(operation, peer, Size.BYTES_100, Expiry.CREATED, 0, threads, mode);
  }

  private static Case variant(Operation operation, Peer peer, Size size, Expiry expiry) {
    return Case.remote(operation, peer, size, expiry, 0, 16, Mode.Throughput);
  }

  private static Case delayed(Operation operation, Peer peer, int delay, int threads) {
    return Case.remote(
        operation, peer, Size.BYTES_100, Expiry.CREATED, delay, threads, Mode.Throughput);
  }
}
