package org.cinnabar.jcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cinnabar.jcache.Eviction;
import org.junit.jupiter.api.Test;

/** What makes room in a bounded cache, and the estimates that decide it. */
class EvictionContractTest extends BoundFixture {
  private static final int ZIPF_ROUNDS = 400;

  @Test
  void usedMostOften_stay() {
    CacheStore store = bounded("a", SHARE, Eviction.LFU);
    List<String> often = putAll(store, "often", 10, Ttl.ETERNAL);
    use(often, 5);
    putAll(store, "once", all(1_000), Ttl.ETERNAL);
    assertThat(present(store, often)).isEqualTo(often);
  }

  @Test
  void changedMostOften_stay() {
    CacheStore store = bounded("a", SHARE, Eviction.LFU);
    List<String> often = List.of();
    for (int round = 0; round < 5; round++) {
      often = putAll(store, "often", 10, 60_000);
    }
    putAll(store, "once", all(500), Ttl.ETERNAL);
    assertThat(present(store, often)).isEqualTo(often);
  }

  @Test
  void lookedForBeforeItCame_isKnown() {
    CacheStore store = bounded("a", SHARE, Eviction.LFU);
    List<String> wanted = IntStream.range(0, 10).mapToObj(i -> "wanted" + i).toList();
    use(wanted, 5);
    putAll(store, "wanted", 10, Ttl.ETERNAL);
    putAll(store, "once", all(500), Ttl.ETERNAL);
    assertThat(present(store, wanted)).isEqualTo(wanted);
  }

  /** The first new one is the first that anything is known to be worth more than. */
  @Test
  void newcomersThatNobodyAsksFor_makeRoomForEachOther() {
    CacheStore store = bounded("a", SHARE, Eviction.LFU);
    List<String> known = present(store, putAll(store, "known", all(4 * SHARE), Ttl.ETERNAL));
    use(known, 5);
    for (int i = 0; i < all(40); i++) {
      put(store, "new" + i, "v", Ttl.ETERNAL);
    }
    assertThat(present(store, known)).hasSize(known.size() - subject.partitions());
  }

  /** Lookups of keys by Zipf's law, putting what is missing, beside a cache in memory. */
  @Test
  void zipfTrace_hasMoreHitsThanWithAnExactLru() {
    CacheStore store = bounded("a", SHARE, Eviction.LFU);
    ExactLru exact = new ExactLru(all(SHARE));
    int hits = 0;
    int exactHits = 0;
    for (int round = 0; round < ZIPF_ROUNDS; round++) {
      List<String> keys = zipfKeys(all(20 * SHARE), round);
      List<String> found = present(store, keys);
      use(keys, 1);
      List<Commit> missing =
          keys.stream()
              .filter(key -> !found.contains(key))
              .map(key -> putting(key, Ttl.ETERNAL))
              .toList();
      get(store.commit(missing));
      int exactFound = exact.lookUp(keys);
      if (round >= ZIPF_ROUNDS / 2) {
        hits += found.size();
        exactHits += exactFound;
      }
    }
    assertThat(hits).isGreaterThan((int) (1.12 * exactHits));
  }

  private static List<String> zipfKeys(int count, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    // the inverse of the integral of rank to the power of -0.8
    return random
        .doubles(50)
        .mapToInt(share -> (int) Math.pow(1 + share * (Math.pow(count, 0.2) - 1), 5))
        .distinct()
        .mapToObj(rank -> "k" + rank)
        .toList();
  }

  private static final class ExactLru extends LinkedHashMap<String, Boolean> {
    private static final long serialVersionUID = 1L;
    private final int bound;

    ExactLru(int bound) {
      super(16, 0.75f, true);
      this.bound = bound;
    }

    /** How many of the keys are there; puts the others. */
    int lookUp(List<String> keys) {
      int found = (int) keys.stream().filter(key -> get(key) != null).count();
      keys.forEach(key -> put(key, true));
      return found;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
      return size() > bound;
    }
  }

  @Test
  void usedOftenLongAgo_isForgotten() {
    CacheStore store = bounded("a", SHARE, Eviction.LFU);
    List<String> before = putAll(store, "before", all(SHARE) / 2, Ttl.ETERNAL);
    use(before, 15);
    for (int round = 0; round < 60; round++) {
      List<String> now = putAll(store, "now", all(SHARE) / 2, Ttl.ETERNAL);
      use(now, 3);
      String others = "round" + round + "-";
      use(IntStream.range(0, all(SHARE) / 5).mapToObj(i -> others + i).toList(), 1);
      putAll(store, others, all(SHARE) / 5, Ttl.ETERNAL);
    }
    assertThat(present(store, before)).hasSizeLessThan(before.size() / 5);
  }

  @Test
  void usedMostRecently_stay() {
    CacheStore store = bounded("a", SHARE, Eviction.LRU);
    List<String> first = putAll(store, "first", all(3 * SHARE / 2), Ttl.ETERNAL);
    List<String> recent = present(store, first).subList(0, 10);
    use(recent, 1);
    putAll(store, "second", all(40), Ttl.ETERNAL);
    assertThat(present(store, recent)).isEqualTo(recent);
  }

  @Test
  void anotherKindOfEstimates_isReplaced() {
    CacheStore often = bounded("a", SHARE, Eviction.LFU);
    CacheStore recent = bounded("b", SHARE, Eviction.LRU);
    for (int round = 0; round < 3; round++) {
      putAll(often, "a" + round, all(100), Ttl.ETERNAL);
      putAll(recent, "b" + round, all(100), Ttl.ETERNAL);
      assertThat(entries()).isEqualTo(all(SHARE));
    }
  }

  private long estimates() {
    String[] keys =
        partitions().stream()
            .flatMap(partition -> Stream.of(partition.usage(), partition.newcomers()))
            .toArray(String[]::new);
    return client().getKeys().countExists(keys);
  }

  @Test
  void clearAndDestroy_leaveNoEstimates() {
    CacheStore store = bounded("a", 10, Eviction.LFU);
    putAll(store, "k", all(30), Ttl.ETERNAL);
    use(List.of("k1"), 1);
    assertThat(estimates()).isGreaterThan(subject.partitions());
    get(store.clear());
    assertThat(estimates()).isZero();
    putAll(store, "k", all(30), Ttl.ETERNAL);
    get(store.destroy());
    assertThat(keysOnServer()).isEmpty();
  }

  @Test
  void unbounded_hasNoEstimates() {
    putAll(store("a"), "k", all(30), Ttl.ETERNAL);
    assertThat(estimates()).isZero();
  }

  @Test
  void estimates_haveTheSizeOfTheBound() {
    CacheStore store = bounded("a", SHARE, Eviction.LFU);
    for (int round = 0; round < 5; round++) {
      putAll(store, "r" + round + "-", all(500), Ttl.ETERNAL);
      use(IntStream.range(0, all(500)).mapToObj(i -> "u" + i).toList(), 1);
    }
    for (KeyNames.Partition partition : partitions()) {
      assertThat(client().getBinaryStream(partition.usage()).size())
          .isBetween(9L, 8L + 16 * SHARE + 256);
    }
  }
}
