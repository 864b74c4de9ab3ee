package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CompletionListenerFuture;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.MapLoader;
import org.cinnabar.jcache.testing.OnEveryServer;
import org.cinnabar.jcache.testing.TestRedis;

/** Read-through: what the loader gives, and what it must not overwrite. */
class ReadThroughTest {
  @OnEveryServer
  void miss_isLoadedAndKept(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, Integer> cache = fixture.cache(loading(String::length));
      assertThat(cache.containsKey("abc")).isFalse();
      assertThat(cache.get("abc")).isEqualTo(3);
      assertThat(cache.containsKey("abc")).isTrue();
      assertThat(cache.getAll(Set.of("abc", "de"))).isEqualTo(Map.of("abc", 3, "de", 2));
      assertThat(cache.containsKey("de")).isTrue();
    }
  }

  @OnEveryServer
  void processor_loadsWhatItAsksFor(TestRedis server) {
    MapLoader<String, Integer> loader = new MapLoader<>(String::length);
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, Integer> cache = fixture.cache(loading(loader));

      assertThat(cache.<Integer>invoke("abc", (entry, arguments) -> entry.getValue())).isEqualTo(3);
      assertThat(cache.containsKey("abc")).isTrue();
      assertThat(loader.asked()).containsExactly("abc");
    }
  }

  @OnEveryServer
  void otherOperations_loadNothing(TestRedis server) {
    MapLoader<String, Integer> loader = new MapLoader<>(String::length);
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, Integer> cache = fixture.cache(loading(loader));

      assertThat(cache.containsKey("abc")).isFalse();
      assertThat(cache.replace("abc", 1)).isFalse();
      assertThat(cache.replace("abc", 3, 1)).isFalse();
      assertThat(cache.getAndReplace("abc", 1)).isNull();
      assertThat(cache.remove("abc")).isFalse();
      assertThat(cache.remove("abc", 3)).isFalse();
      assertThat(cache.getAndRemove("abc")).isNull();
      cache.removeAll(Set.of("abc"));
      cache.removeAll();
      cache.clear();
      assertThat(cache).isEmpty();
      assertThat(cache.<Boolean>invoke("abc", (entry, arguments) -> entry.exists())).isFalse();
      assertThat(cache.putIfAbsent("abc", 1)).isTrue();
      assertThat(cache.getAndPut("de", 1)).isNull();
      cache.put("f", 1);
      cache.putAll(Map.of("g", 1));
      assertThat(cache).hasSize(4);
      assertThat(loader.asked()).isEmpty();
    }
  }

  @OnEveryServer
  void missCausedByExpiry_loadsAgain(TestRedis server) {
    MapLoader<String, Integer> loader = new MapLoader<>(String::length);
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, Integer> cache =
          fixture.cache(
              loading(loader)
                  .setExpiryPolicyFactory(
                      CreatedExpiryPolicy.factoryOf(new Duration(TimeUnit.MILLISECONDS, 50))));
      assertThat(cache.get("abc")).isEqualTo(3);
      await().until(() -> !cache.containsKey("abc"));

      assertThat(cache.get("abc")).isEqualTo(3);
      assertThat(loader.asked()).containsExactly("abc", "abc");
    }
  }

  @OnEveryServer
  void loadedNull_isNotStored(TestRedis server) throws Exception {
    MapLoader<String, Integer> loader = new MapLoader<>(key -> null);
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, Integer> cache = fixture.cache(loading(loader));
      cache.put("kept", 1);

      assertThat(cache.get("a")).isNull();
      assertThat(cache.get("a")).isNull();
      assertThat(cache.getAll(Set.of("a", "kept"))).isEqualTo(Map.of("kept", 1));
      loadAll(cache, true, "a", "kept");
      assertThat(loader.asked()).containsOnly("a", "kept").hasSizeGreaterThan(4);
      assertThat(cache).hasSize(1);
      assertThat(cache.get("kept")).isEqualTo(1);
    }
  }

  @OnEveryServer
  void loadAll_replacesOnlyWhenAsked(TestRedis server) throws Exception {
    MapLoader<String, Integer> loader = new MapLoader<>(String::length);
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, Integer> cache = fixture.cache(loading(loader));
      cache.put("abc", 1);

      loadAll(cache, false, "abc", "de");
      assertThat(loader.asked()).containsExactly("de");
      assertThat(cache.getAll(Set.of("abc", "de"))).isEqualTo(Map.of("abc", 1, "de", 2));
      loadAll(cache, true, "abc", "de");
      assertThat(cache.getAll(Set.of("abc", "de"))).isEqualTo(Map.of("abc", 3, "de", 2));
      cache.loadAll(Set.of("later"), false, null);
      await().until(() -> cache.containsKey("later"));
    }
  }

  @OnEveryServer
  void loadAllWithoutALoader_isDoneAtOnce(TestRedis server) throws Exception {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, Integer> cache = fixture.cache();

      loadAll(cache, true, "a");
      assertThat(cache.containsKey("a")).isFalse();
    }
  }

  private static void loadAll(Cache<String, Integer> cache, boolean replace, String... keys)
      throws Exception {
    CompletionListenerFuture end = new CompletionListenerFuture();
    cache.loadAll(Set.of(keys), replace, end);
    end.get(5, TimeUnit.SECONDS);
  }

  @OnEveryServer
  void loaderFails_isACacheLoaderException(TestRedis server) throws Exception {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, Integer> cache =
          fixture.cache(
              loading(
                  key -> {
                    throw new IllegalArgumentException("no database");
                  }));
      assertThatExceptionOfType(CacheLoaderException.class)
          .isThrownBy(() -> cache.get("a"))
          .withRootCauseInstanceOf(IllegalArgumentException.class);
      assertThatExceptionOfType(CacheLoaderException.class)
          .isThrownBy(() -> cache.getAll(Set.of("a")));
      CompletionListenerFuture end = new CompletionListenerFuture();
      cache.loadAll(Set.of("a"), true, end);
      assertThatExceptionOfType(java.util.concurrent.ExecutionException.class)
          .isThrownBy(() -> end.get(5, TimeUnit.SECONDS))
          .withCauseInstanceOf(CacheLoaderException.class);
      assertThat(cache.containsKey("a")).isFalse();
    }
  }

  @OnEveryServer
  void lateLoader_doesNotOverwriteWhatAnotherJvmWrote(TestRedis server) throws Exception {
    CountDownLatch loading = new CountDownLatch(3);
    CountDownLatch written = new CountDownLatch(1);
    Function<String, Integer> late =
        key -> {
          loading.countDown();
          try {
            assertThat(written.await(5, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return 1;
        };
    try (JCacheFixture one = JCacheFixture.on(server);
        JCacheFixture two = one.another()) {
      Cache<String, Integer> reader = one.cache(loading(late));
      Cache<String, Integer> writer = two.cache();
      var got = CompletableFuture.supplyAsync(() -> reader.get("a"), task -> start(task));
      var gotAll =
          CompletableFuture.supplyAsync(() -> reader.getAll(Set.of("b")), task -> start(task));
      CompletionListenerFuture end = new CompletionListenerFuture();
      reader.loadAll(Set.of("c"), false, end);
      assertThat(loading.await(5, TimeUnit.SECONDS)).isTrue();
      writer.putAll(Map.of("a", 2, "b", 2, "c", 2));
      written.countDown();

      assertThat(got.get(5, TimeUnit.SECONDS)).isEqualTo(2);
      assertThat(gotAll.get(5, TimeUnit.SECONDS)).isEqualTo(Map.of("b", 2));
      end.get(5, TimeUnit.SECONDS);
      assertThat(writer.getAll(Set.of("a", "b", "c"))).isEqualTo(Map.of("a", 2, "b", 2, "c", 2));
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "late-reader");
    thread.setDaemon(true);
    thread.start();
  }

  private static MutableConfiguration<String, Integer> loading(Function<String, Integer> source) {
    return loading(new MapLoader<>(source));
  }

  private static MutableConfiguration<String, Integer> loading(MapLoader<String, Integer> loader) {
    return new MutableConfiguration<String, Integer>()
        .setTypes(String.class, Integer.class)
        .setReadThrough(true)
        .setCacheLoaderFactory(loader.factory());
  }
}
