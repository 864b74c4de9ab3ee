package org.cinnabar.jcache;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.cinnabar.jcache.testing.DelayingProxy;
import org.cinnabar.jcache.testing.RedisServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An operation ends by its deadline however many requests it makes, while the time that the
 * application's own code takes is its own: behind a wire on which each request takes 800 ms, and
 * with a deadline of 1400 ms, one request can succeed and two can't.
 */
class DeadlineTest {
  private static final Duration WIRE = Duration.ofMillis(800);
  private static final Duration DEADLINE = Duration.ofMillis(1400);

  private final DelayingProxy proxy = new DelayingProxy(RedisServers.shared());
  private final CinnabarCachingProvider provider = new CinnabarCachingProvider();
  private Cache<String, Integer> cache;

  @BeforeEach
  void open() {
    cache = provider.getCacheManager(uri(), null, new Properties()).createCache("c", settings());
    cache.put("k", 1);
  }

  @AfterEach
  void close() {
    proxy.delay(Duration.ZERO);
    cache.getCacheManager().destroyCache("c");
    provider.close();
    proxy.close();
  }

  private URI uri() {
    return URI.create(
        proxy.uri() + "?deadline=" + DEADLINE.toMillis() + "ms&namespace=deadline-test");
  }

  private static CinnabarConfiguration<String, Integer> settings() {
    return new CinnabarConfiguration<String, Integer>().setTypes(String.class, Integer.class);
  }

  static Stream<Arguments> twoRequests() {
    return Stream.of(
        operation("replace", cache -> cache.replace("k", 1, 2)),
        operation("remove", cache -> cache.remove("k", 1)),
        operation(
            "invoke",
            cache ->
                cache.invoke(
                    "k",
                    (entry, arguments) -> {
                      entry.setValue(2);
                      return 0;
                    })));
  }

  private static Arguments operation(String name, Consumer<Cache<String, Integer>> operation) {
    return Arguments.argumentSet(name, operation);
  }

  @ParameterizedTest
  @MethodSource("twoRequests")
  void twoRequests_endByTheOneDeadline(Consumer<Cache<String, Integer>> operation) {
    proxy.delay(WIRE);
    long started = System.nanoTime();

    Throwable thrown = catchThrowable(() -> operation.accept(cache));

    assertThat(thrown)
        .isInstanceOf(CacheTimeoutException.class)
        .hasMessageContaining("1400 ms")
        .hasMessageContaining("127.0.0.1");
    assertThat(Duration.ofNanos(System.nanoTime() - started))
        .isBetween(DEADLINE, WIRE.multipliedBy(2));
  }

  @Test
  void oneRequest_succeedsOnTheSameWire() {
    proxy.delay(WIRE);

    assertThat(cache.get("k")).isEqualTo(1);
  }

  @Test
  void bulkOperation_goesOnAsLongAsTheServerAnswers() {
    Map<String, Integer> many =
        IntStream.range(0, 6_000).boxed().collect(Collectors.toMap(i -> "key" + i, i -> i));
    proxy.delay(WIRE); // some chunks, one after another

    cache.putAll(many);

    assertThat(cache.getAll(many.keySet())).isEqualTo(many);
  }

  @Test
  void slowWriter_takesNothingFromTheDeadline() {
    Cache<String, Integer> written =
        cache
            .getCacheManager()
            .createCache(
                "written",
                settings()
                    .setWriteThrough(true)
                    .setCacheWriterFactory(
                        new FactoryBuilder.SingletonFactory<>(new SlowWriter())));
    written.put("k", 1);

    assertThat(written.get("k")).isEqualTo(1);
    cache.getCacheManager().destroyCache("written");
  }

  @Test
  void slowLoader_takesNothingFromTheDeadline() {
    Cache<String, Integer> loaded =
        cache
            .getCacheManager()
            .createCache(
                "loaded",
                settings()
                    .setReadThrough(true)
                    .setCacheLoaderFactory(
                        new FactoryBuilder.SingletonFactory<>(new SlowLoader())));

    assertThat(loaded.get("k")).isEqualTo(1);
    assertThat(loaded.containsKey("k")).isTrue();
    cache.getCacheManager().destroyCache("loaded");
  }

  /** Takes longer than the deadline, whatever it does. */
  private static void takeLong() {
    try {
      assertThat(new CountDownLatch(1).await(2 * DEADLINE.toMillis(), MILLISECONDS)).isFalse();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class SlowWriter implements CacheWriter<String, Integer> {
    @Override
    public void write(Cache.Entry<? extends String, ? extends Integer> entry) {
      takeLong();
    }

    @Override
    public void writeAll(Collection<Cache.Entry<? extends String, ? extends Integer>> entries) {
      entries.clear();
    }

    @Override
    public void delete(Object key) {}

    @Override
    public void deleteAll(Collection<?> keys) {
      keys.clear();
    }
  }

  private static final class SlowLoader implements CacheLoader<String, Integer> {
    @Override
    public Integer load(String key) {
      takeLong();
      return 1;
    }

    @Override
    public Map<String, Integer> loadAll(Iterable<? extends String> keys) {
      return Map.of();
    }
  }
}
