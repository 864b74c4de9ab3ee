package org.cinnabar.jcache;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.OnEveryServer;
import org.cinnabar.jcache.testing.TestRedis;

/** Tags, operations that don't wait, loading and write-behind, in one cache. */
class CombinationsTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final Map<String, Integer> source = new ConcurrentHashMap<>();
  private final Queue<String> loads = new ConcurrentLinkedQueue<>();
  private final Queue<String> loadingThreads = new ConcurrentLinkedQueue<>();
  private volatile CountDownLatch open = new CountDownLatch(0);

  private final class Source implements CacheLoader<String, Integer>, CacheWriter<String, Integer> {
    @Override
    @SuppressWarnings("NullAway") // JSR-107: null for no value
    public Integer load(String key) {
      pass();
      loads.add(key);
      loadingThreads.add(Thread.currentThread().getName());
      return source.get(key);
    }

    @Override
    public Map<String, Integer> loadAll(Iterable<? extends String> keys) {
      Map<String, Integer> loaded = new HashMap<>();
      keys.forEach(key -> loaded.put(key, load(key)));
      return loaded;
    }

    @Override
    public void write(Cache.Entry<? extends String, ? extends Integer> entry) {
      source.put(entry.getKey(), entry.getValue());
    }

    @Override
    public void writeAll(Collection<Cache.Entry<? extends String, ? extends Integer>> entries) {
      pass();
      entries.forEach(this::write);
      entries.clear();
    }

    @Override
    public void delete(Object key) {
      source.remove(key);
    }

    @Override
    public void deleteAll(Collection<?> keys) {
      pass();
      keys.forEach(this::delete);
      keys.clear();
    }

    private void pass() {
      try {
        open.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException("interrupted", e);
      }
    }
  }

  private CinnabarConfiguration<String, Integer> reading() {
    CinnabarConfiguration<String, Integer> settings =
        new CinnabarConfiguration<String, Integer>().setTypes(String.class, Integer.class);
    settings.setReadThrough(true).setCacheLoaderFactory(Source::new);
    return settings;
  }

  private CinnabarConfiguration<String, Integer> aging() {
    CinnabarConfiguration<String, Integer> settings =
        reading().setRefreshAhead(RefreshAhead.OFF.withShare(0.99));
    settings.setExpiryPolicyFactory(
        CreatedExpiryPolicy.factoryOf(new javax.cache.expiry.Duration(SECONDS, 60)));
    return settings;
  }

  private CinnabarConfiguration<String, Integer> writing(WriteBehind behind) {
    CinnabarConfiguration<String, Integer> settings =
        new CinnabarConfiguration<String, Integer>()
            .setTypes(String.class, Integer.class)
            .setWriteBehind(behind);
    settings.setWriteThrough(true).setCacheWriterFactory(Source::new);
    return settings;
  }

  @SuppressWarnings("unchecked")
  private static CinnabarCache<String, Integer> cache(
      JCacheFixture fixture, CinnabarConfiguration<String, Integer> settings) {
    return fixture.cache(settings).unwrap(CinnabarCache.class);
  }

  private static <T> T get(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(20, SECONDS).join();
  }

  @OnEveryServer
  void taggedEntry_thatIsRefreshed_keepsItsTags(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      CinnabarCache<String, Integer> cache = cache(fixture, aging());
      source.put("a", 1);
      assertThat(cache.withTags("t").get("a")).isEqualTo(1);
      source.put("a", 2);

      await().atMost(SOON).untilAsserted(() -> assertThat(cache.get("a")).isEqualTo(2));
      source.put("a", 3);
      await()
          .atMost(SOON)
          .untilAsserted(() -> assertThat(get(cache.async().get("a"))).isEqualTo(3));
      source.put("a", 4);
      await()
          .atMost(SOON)
          .untilAsserted(() -> assertThat(cache.getAll(Set.of("a"))).isEqualTo(Map.of("a", 4)));
      assertThat(cache.containsKey("a")).isTrue();

      cache.invalidateTags("t");
      assertThat(cache.containsKey("a")).isFalse();
    }
  }

  @OnEveryServer
  void taggedEntry_thatIsInvalidated_isLoadedAgain(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      CinnabarCache<String, Integer> cache = cache(fixture, reading());
      source.put("a", 1);
      assertThat(cache.withTags("t").get("a")).isEqualTo(1);
      source.put("a", 2);
      cache.invalidateTags("t");
      assertThat(cache.withTags("t").get("a")).isEqualTo(2);
      source.put("a", 3);
      cache.invalidateTags("t");
      assertThat(get(cache.withTags("t").async().get("a"))).isEqualTo(3);
      source.put("a", 4);
      cache.invalidateTags("t");
      assertThat(cache.withTags("t").getAll(Set.of("a"))).isEqualTo(Map.of("a", 4));
      cache.invalidateTags("t");
      assertThat(cache.containsKey("a")).isFalse();
    }
  }

  @OnEveryServer
  void rememberedNull_hasTagsToo(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      CinnabarCache<String, Integer> cache =
          cache(
              fixture,
              reading().setLoadPolicy(LoadPolicy.DEFAULT.withNullFor(Duration.ofMinutes(10))));
      assertThat(cache.withTags("t").get("a")).isNull();
      assertThat(get(cache.async().get("b"))).isNull();
      source.put("a", 1);
      source.put("b", 1);
      assertThat(cache.get("a")).isNull();
      assertThat(get(cache.async().get("a"))).isNull();
      assertThat(cache.containsKey("a")).isFalse();
      assertThat(cache).isEmpty();
      cache.invalidateTags("t");

      assertThat(get(cache.async().get("a"))).isEqualTo(1);
      assertThat(cache.get("b")).isNull();
      assertThat(loads).containsExactly("a", "b", "a");
    }
  }

  @OnEveryServer
  void asyncGet_ofManyCallers_loadsOnceOnNoThreadOfTheConnection(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      CinnabarCache<String, Integer> cache = cache(fixture, reading().setHotKeysSize(10));
      source.put("a", 1);
      open = new CountDownLatch(1);
      List<CompletableFuture<Integer>> all =
          Stream.generate(() -> cache.async().get("a").toCompletableFuture()).limit(40).toList();
      open.countDown();

      assertThat(all).allSatisfy(each -> assertThat(get(each)).isEqualTo(1));
      assertThat(loads).containsExactly("a");
      assertThat(loadingThreads).noneMatch(name -> name.contains("netty"));
      assertThat(cache.get("a", key -> 7)).isEqualTo(1);
      assertThat(cache.hotKeys().get(0).reads()).isEqualTo(41);
    }
  }

  @OnEveryServer
  void asyncWrites_areWrittenBehind_taggedOnesToo(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      CinnabarCache<String, Integer> cache =
          cache(fixture, writing(new WriteBehind().withDelay(Duration.ofMillis(1))));
      CinnabarAsyncCache<String, Integer> async = cache.async();
      source.put("gone", 1);
      get(async.put("a", 1));
      get(async.withTags("t").put("b", 2));
      get(async.putAll(Map.of("c", 3, "d", 4)));
      get(async.remove("gone"));
      get(
          async.invoke(
              "e",
              (entry, arguments) -> {
                entry.setValue(5);
                return null;
              }));

      cache.flush(SOON);
      assertThat(source).isEqualTo(Map.of("a", 1, "b", 2, "c", 3, "d", 4, "e", 5));
      cache.invalidateTags("t");
      assertThat(cache.containsKey("b")).isFalse();
    }
  }

  @OnEveryServer
  void asyncWrites_thatFindTheQueueFull_waitForRoomOrFail(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      CinnabarCache<String, Integer> cache =
          cache(
              fixture,
              writing(
                      new WriteBehind()
                          .withDelay(Duration.ofMillis(1))
                          .withBatchSize(3)
                          .withMaxBacklog(3))
                  .setPartitions(1)); // each has its share of the backlog
      CinnabarAsyncCache<String, Integer> async = cache.async();
      open = new CountDownLatch(1);
      for (int i = 0; i < 3; i++) {
        get(async.put("k" + i, i));
      }
      List<CompletableFuture<Void>> refused =
          Stream.generate(() -> async.put("refused", 3).toCompletableFuture()).limit(2000).toList();
      assertThat(get(async.get("k0"))).isEqualTo(0); // meanwhile the connection does its work
      for (CompletableFuture<Void> each : refused) {
        assertThatExceptionOfType(CompletionException.class)
            .isThrownBy(() -> get(each))
            .withCauseInstanceOf(BacklogFullException.class);
      }
      CompletableFuture<Void> patient = async.put("patient", 4).toCompletableFuture();
      open.countDown();

      get(patient);
      cache.flush(SOON);
      assertThat(source).isEqualTo(Map.of("k0", 0, "k1", 1, "k2", 2, "patient", 4));
    }
  }
}
