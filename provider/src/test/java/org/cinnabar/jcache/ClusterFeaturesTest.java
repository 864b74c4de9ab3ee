package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.MapLoader;
import org.cinnabar.jcache.testing.Rows;
import org.junit.jupiter.api.Test;

/** What the standard knows nothing of, on a cluster: each works over all partitions and nodes. */
class ClusterFeaturesTest extends ClusterFixture {
  private static final int MANY = 300;

  private final Map<String, Integer> entries =
      IntStream.range(0, MANY).boxed().collect(Collectors.toMap(i -> "k" + i, i -> i));

  private static CinnabarConfiguration<String, Integer> configuration() {
    return new CinnabarConfiguration<String, Integer>().setTypes(String.class, Integer.class);
  }

  @SuppressWarnings("unchecked")
  private static CinnabarCache<String, Integer> cache(
      JCacheFixture fixture, CinnabarConfiguration<String, Integer> configuration) {
    return fixture.cache(configuration).unwrap(CinnabarCache.class);
  }

  @Test
  void tags_areInvalidatedOnEveryNode() {
    CinnabarCache<String, Integer> cache = cache(fixture, configuration());
    CinnabarCache<String, Integer> theirs = cache(other, configuration().setNearSize(1_000));
    cache.withTags("even").putAll(some(i -> i % 2 == 0));
    cache.withTags("odd").putAll(some(i -> i % 2 == 1));
    assertThat(theirs.getAll(entries.keySet())).isEqualTo(entries);
    cache.invalidateTags("even");

    assertThat(cache.getAll(entries.keySet())).isEqualTo(some(i -> i % 2 == 1));
    Awaitility.await().until(() -> theirs.getAll(entries.keySet()).equals(some(i -> i % 2 == 1)));
  }

  private Map<String, Integer> some(IntPredicate which) {
    return entries.entrySet().stream()
        .filter(entry -> which.test(entry.getValue()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @Test
  void invalidationsThatOthersAskFor_areDoneOnEveryNode() {
    CinnabarConfiguration<String, Integer> looking = configuration().setInvalidationStream(true);
    CinnabarCache<String, Integer> cache = cache(fixture, looking);
    cache.withTags("t").putAll(entries);
    assertThat(cache.getAll(entries.keySet())).isEqualTo(entries);
    String stream = fixture.namespace() + ":{cache}:invalidations";
    assertThat(cluster.ask("XADD " + stream + " * tag t")).startsWith("$");

    Awaitility.await().until(() -> cache.getAll(entries.keySet()).isEmpty());
  }

  @Test
  void asynchronousBatches_reachEveryNode() {
    CinnabarAsyncCache<String, Integer> async = cache(fixture, configuration()).async();
    async.putAll(entries).toCompletableFuture().join();

    assertThat(async.getAll(entries.keySet()).toCompletableFuture().join()).isEqualTo(entries);
    async.removeAll(entries.keySet()).toCompletableFuture().join();
    assertThat(cache(other, configuration()).iterator().hasNext()).isFalse();
  }

  @Test
  void writeBehind_writesWhatEveryNodeHasQueued() {
    Map<Object, Object> rows = new ConcurrentHashMap<>();
    CinnabarConfiguration<String, Integer> behind =
        configuration().setWriteBehind(new WriteBehind().withDelay(Duration.ofMillis(100)));
    behind.setWriteThrough(true).setCacheWriterFactory(() -> new Rows(rows));
    CinnabarCache<String, Integer> cache = cache(fixture, behind);
    cache.putAll(entries);
    cache.flush(Duration.ofSeconds(20));

    assertThat(rows).isEqualTo(entries);
    cache.removeAll();
    cache.flush(Duration.ofSeconds(20));
    assertThat(rows).isEmpty();
  }

  @Test
  void readThrough_loadsOnceForTwoJvms() {
    MapLoader<String, Integer> loader = new MapLoader<>(key -> Integer.valueOf(key.substring(1)));
    List<CompletableFuture<Map<String, Integer>>> found =
        List.of(fixture, other).stream()
            .map(
                jvm -> {
                  CinnabarConfiguration<String, Integer> reading = configuration();
                  reading.setReadThrough(true).setCacheLoaderFactory(loader.factory());
                  CinnabarCache<String, Integer> cache = cache(jvm, reading);
                  return CompletableFuture.supplyAsync(() -> cache.getAll(entries.keySet()));
                })
            .toList();

    found.forEach(each -> assertThat(each.join()).isEqualTo(entries));
    assertThat(loader.asked()).containsExactlyInAnyOrderElementsOf(entries.keySet());
  }
}
