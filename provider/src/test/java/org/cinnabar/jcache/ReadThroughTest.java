package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CompletionListenerFuture;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.OnEveryServer;
import org.cinnabar.jcache.testing.TestRedis;

/** Read-through: what the loader gives, and what it must not overwrite. */
class ReadThroughTest {

  private record Loader(Function<String, Integer> source) implements CacheLoader<String, Integer> {
    @Override
    public Integer load(String key) {
      return source.apply(key);
    }

    @Override
    public Map<String, Integer> loadAll(Iterable<? extends String> keys) {
      Map<String, Integer> loaded = new HashMap<>();
      keys.forEach(key -> loaded.put(key, load(key)));
      return loaded;
    }
  }

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
    return new MutableConfiguration<String, Integer>()
        .setTypes(String.class, Integer.class)
        .setReadThrough(true)
        .setCacheLoaderFactory(() -> new Loader(source));
  }
}
