package org.cinnabar.examples.patterns;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.cinnabar.jcache.CinnabarCache;
import org.jspecify.annotations.Nullable;

/** Many miss the same at once, in two JVMs, and the database is asked once. */
final class StampedeProtection implements Pattern {

  private static final int READERS = 20;

  private final Stage stage;
  private final SlowLoader loader;

  StampedeProtection(Stage stage) {
    this.stage = stage;
    this.loader = new SlowLoader(stage.shop());
  }

  private @Nullable Product alone(CinnabarCache<Integer, Product> cache) {
    Product product = cache.get(1);
    if (product == null) {
      product = loader.load(1);
      if (product != null) {
        cache.put(1, product);
      }
    }
    return product;
  }

  private @Nullable Product together(CinnabarCache<Integer, Product> cache) {
    return cache.get(2, loader::load);
  }

  @Override
  public void play() {
    MutableConfiguration<Integer, Product> plain =
        new MutableConfiguration<Integer, Product>().setTypes(Integer.class, Product.class);
    MutableConfiguration<Integer, Product> readThrough =
        ReadThrough.configuration(stage.shop()).setCacheLoaderFactory(() -> loader);
    var asides = List.of(cache(stage.manager(), plain), cache(stage.otherJvm(), plain));
    var loading =
        List.of(cache(stage.manager(), readThrough), cache(stage.otherJvm(), readThrough));
    stage.show("cache-aside: 20 readers", () -> crowd(asides, this::alone, READERS));
    stage.show("with a function: 20 readers", () -> crowd(asides, this::together, 1));
    stage.show("read-through: 20 readers", () -> crowd(loading, cache -> cache.get(3), 1));
  }

  @SuppressWarnings("unchecked") // the same cache
  private static CinnabarCache<Integer, Product> cache(
      CacheManager manager, MutableConfiguration<Integer, Product> configuration) {
    String name = configuration.isReadThrough() ? "loading" : "aside";
    return manager.createCache(name, configuration).unwrap(CinnabarCache.class);
  }

  /** All read while the database is slow: it answers when everybody has asked for the product. */
  private String crowd(
      List<CinnabarCache<Integer, Product>> caches,
      Function<CinnabarCache<Integer, Product>, @Nullable Product> way,
      int queries) {
    loader.pause();
    CountDownLatch asking = new CountDownLatch(READERS);
    List<CompletableFuture<@Nullable Product>> readers =
        IntStream.range(0, READERS)
            .mapToObj(
                i ->
                    CompletableFuture.<@Nullable Product>supplyAsync(
                        () -> {
                          asking.countDown();
                          return way.apply(caches.get(i % caches.size()));
                        },
                        reader -> new Thread(reader).start()))
            .toList();
    try {
      stage.await("all", () -> asking.getCount() == 0 && loader.waiting() == queries);
    } finally {
      loader.answerAll();
    }
    return readers.stream().map(CompletableFuture::join).distinct().toList().toString();
  }
}
