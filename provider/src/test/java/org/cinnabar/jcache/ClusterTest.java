package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.processor.EntryProcessor;
import org.assertj.core.data.Percentage;
import org.awaitility.Awaitility;
import org.cinnabar.jcache.testing.EventLog;
import org.cinnabar.jcache.testing.StatisticsBean;
import org.cinnabar.jcache.testing.TestRedis;
import org.junit.jupiter.api.Test;

/** One cache over the nodes of a cluster: three masters, each with a replica. */
class ClusterTest extends ClusterFixture {
  private static final int MANY = 5_000;
  private static final int VERY_MANY = 20_001;

  private static long length(TestRedis master, String hash) {
    return Long.parseLong(
        master.ask("HLEN " + hash).lines().findFirst().orElseThrow().substring(1));
  }

  private static Map<String, Integer> many() {
    return numbered(MANY);
  }

  private static Map<String, Integer> numbered(int count) {
    return IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "k" + i, i -> i));
  }

  private List<String> keysOfCache() {
    return cluster.keys().stream().filter(key -> key.startsWith(fixture.namespace())).toList();
  }

  @Test
  void entries_spreadEvenlyOverAllMasters_in64Partitions() {
    fixture.cache().putAll(numbered(VERY_MANY));

    List<Integer> partitions = new ArrayList<>();
    List<Long> entries = new ArrayList<>();
    for (TestRedis master : cluster.masters()) {
      List<String> hashes = master.strings("KEYS " + fixture.namespace() + ":*:entries");
      partitions.add(hashes.size());
      entries.add(hashes.stream().mapToLong(hash -> length(master, hash)).sum());
    }
    assertThat(partitions).allSatisfy(count -> assertThat(count).isBetween(20, 22));
    assertThat(partitions.stream().mapToInt(count -> count).sum()).isEqualTo(64);
    assertThat(entries)
        .allSatisfy(
            count -> assertThat(count).isCloseTo(VERY_MANY / 3L, Percentage.withPercentage(15)));
    assertThat(entries.stream().mapToLong(count -> count).sum()).isEqualTo(VERY_MANY);
    assertThat(cluster.ask("HGET " + fixture.namespace() + ":{cache}:metadata partitions"))
        .contains("\r\n64\r\n");
  }

  @Test
  void partitions_contradicting_refused() {
    fixture.cache().put("a", 1);
    Cache<String, Integer> fewer =
        other.cache(
            new CinnabarConfiguration<String, Integer>()
                .setTypes(String.class, Integer.class)
                .setPartitions(16));

    assertThatThrownBy(() -> fewer.get("a"))
        .isInstanceOf(IncompatibleCacheException.class)
        .hasMessageContainingAll(
            "cache", "partitions = 64", "partitions = 16", "destroyCache", "redis+cluster://");
  }

  @Test
  void batches_reachEveryNode() {
    Cache<String, Integer> cache = fixture.cache();
    Map<String, Integer> many = many();

    cache.putAll(many);
    assertThat(other.cache().getAll(many.keySet())).isEqualTo(many);
    EntryProcessor<String, Integer, Integer> doubling =
        (entry, arguments) -> {
          entry.setValue(entry.getValue() * 2);
          return entry.getValue();
        };
    Set<String> some = Set.copyOf(new ArrayList<>(many.keySet()).subList(0, 500));
    cache
        .invokeAll(some, doubling)
        .forEach((key, result) -> assertThat(result.get()).isEqualTo(2 * many.get(key)));
    cache.removeAll(some);
    assertThat(cache.getAll(many.keySet())).hasSize(MANY - some.size());
  }

  @Test
  void iteration_seesEachEntryOnce() {
    Cache<String, Integer> cache = fixture.cache();
    cache.putAll(many());

    Map<String, Integer> seen = new HashMap<>();
    cache.forEach(entry -> assertThat(seen.put(entry.getKey(), entry.getValue())).isNull());
    assertThat(seen).isEqualTo(many());
    cache.removeAll();
    assertThat(cache.iterator().hasNext()).isFalse();
  }

  @Test
  void conditionalOperations_acrossTwoJvms() {
    Cache<String, Integer> cache = fixture.cache();
    Cache<String, Integer> theirs = other.cache();
    for (int i = 0; i < 100; i++) {
      String key = "k" + i;
      assertThat(cache.putIfAbsent(key, 1)).isTrue();
      assertThat(theirs.putIfAbsent(key, 2)).isFalse();
      assertThat(theirs.replace(key, 1, 3)).isTrue();
      assertThat(cache.getAndPut(key, 4)).isEqualTo(3);
      assertThat(theirs.remove(key, 3)).isFalse();
      assertThat(theirs.remove(key, 4)).isTrue();
      assertThat(cache.containsKey(key)).isFalse();
    }
  }

  @Test
  void events_comeFromEveryNode_inOrderPerKey() {
    EventLog<String, Integer> log = new EventLog<>();
    Cache<String, Integer> heard = other.cache();
    heard.registerCacheEntryListener(log.configuration(true));
    Cache<String, Integer> cache = fixture.cache();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      cache.put("k" + i, 1);
      cache.put("k" + i, 2);
      cache.remove("k" + i);
      expected.addAll(
          List.of("CREATED k" + i + ": 1", "UPDATED k" + i + ": 1 -> 2", "REMOVED k" + i + ": 2"));
    }

    // Synchronous: each was heard before its operation returned.
    assertThat(log.lines()).isEqualTo(expected);
  }

  @Test
  void expiry_onEveryNode_withEvents() {
    EventLog<String, Integer> log = new EventLog<>();
    CinnabarCache<String, Integer> cache = (CinnabarCache<String, Integer>) fixture.cache();
    cache.registerCacheEntryListener(log.configuration(false));
    Set<String> expected = new TreeSet<>();
    for (int i = 0; i < 100; i++) {
      cache.put("k" + i, i, Duration.ofMillis(300));
      expected.add("EXPIRED k" + i + ": " + i);
    }

    Awaitility.await().until(() -> log.lines().containsAll(expected));
    assertThat(cache.iterator().hasNext()).isFalse();
  }

  @Test
  void nearCache_followsEveryPartition() {
    CinnabarConfiguration<String, Integer> near =
        new CinnabarConfiguration<String, Integer>()
            .setTypes(String.class, Integer.class)
            .setNearSize(10_000);
    Cache<String, Integer> cache = fixture.cache(near);
    near.setStatisticsEnabled(true); // after the other one, which has the same MBean's name
    Cache<String, Integer> theirs = other.cache(near);
    Set<String> keys =
        IntStream.range(0, 500)
            .mapToObj(i -> "k" + i)
            .collect(Collectors.toCollection(TreeSet::new));
    keys.forEach(key -> cache.put(key, 1));
    Awaitility.await().until(() -> areNear(theirs, keys, 1));

    keys.forEach(key -> cache.put(key, 2));
    Awaitility.await()
        .atMost(Duration.ofSeconds(2))
        .until(() -> keys.stream().allMatch(key -> Integer.valueOf(2).equals(theirs.get(key))));
    Awaitility.await().until(() -> areNear(theirs, keys, 2));
    assertThat(StatisticsBean.figure(theirs, "NearSize")).isEqualTo(keys.size());
  }

  /** Whether all keys have a value in a near cache. */
  private static boolean areNear(Cache<String, Integer> cache, Set<String> keys, int value) {
    long before = StatisticsBean.figure(cache, "NearHits");
    boolean all = keys.stream().allMatch(key -> Integer.valueOf(value).equals(cache.get(key)));
    return all && StatisticsBean.figure(cache, "NearHits") - before == keys.size();
  }

  @Test
  void statistics_addUpOverPartitions() {
    CinnabarConfiguration<String, Integer> counted =
        new CinnabarConfiguration<String, Integer>().setTypes(String.class, Integer.class);
    counted.setStatisticsEnabled(true);
    Cache<String, Integer> cache = fixture.cache(counted);
    cache.putAll(many());
    cache.getAll(Set.of("k1", "k2", "absent"));
    cache.removeAll(Set.of("k1", "absent"));

    assertThat(StatisticsBean.figure(cache, "CachePuts")).isEqualTo(MANY);
    assertThat(StatisticsBean.figure(cache, "CacheHits")).isEqualTo(2);
    assertThat(StatisticsBean.figure(cache, "CacheMisses")).isEqualTo(1);
    assertThat(StatisticsBean.figure(cache, "CacheRemovals")).isEqualTo(1);
  }

  @Test
  void destroyCache_leavesNothingOnAnyNode() {
    fixture.cache().putAll(many());
    assertThat(keysOfCache()).hasSizeGreaterThan(64);

    fixture.manager().destroyCache("cache");

    assertThat(keysOfCache()).isEmpty();
  }

  @Test
  void destroyCache_ofOneNotOpenHere_leavesNothingOnAnyNode() {
    fixture.cache().putAll(many());
    fixture.manager().getCache("cache", String.class, Integer.class).close();

    other.manager().destroyCache("cache");

    assertThat(keysOfCache()).isEmpty();
  }
}
