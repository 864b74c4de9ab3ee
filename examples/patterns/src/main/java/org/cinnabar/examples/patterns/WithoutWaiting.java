package org.cinnabar.examples.patterns;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.cinnabar.jcache.CinnabarAsyncCache;
import org.jspecify.annotations.Nullable;

/** No thread waits for the cache: what is to be done with a value is said when it is asked for. */
final class WithoutWaiting implements Pattern {

  private final Stage stage;
  private final CinnabarAsyncCache<Integer, Product> products;

  @SuppressWarnings("unchecked") // the same cache
  WithoutWaiting(Stage stage) {
    this.stage = stage;
    this.products =
        stage
            .manager()
            .createCache("products", ReadThrough.configuration(stage.shop()))
            .unwrap(CinnabarAsyncCache.class);
  }

  private CompletionStage<String> offer(int id, int goesWithIt) {
    return products.get(id).thenCombine(products.get(goesWithIt), this::text);
  }

  private String text(@Nullable Product one, @Nullable Product other) {
    return one + " with " + other;
  }

  @Override
  public void play() {
    stage.show("an offer of two", () -> await(offer(1, 2)));
    stage.show("the same again", () -> await(offer(1, 2)));
    stage.show("read 1000 at the same time", () -> readAll() + " products");
    stage.show("once more", () -> readAll() + " products");
  }

  private int readAll() {
    List<CompletableFuture<?>> all = new ArrayList<>();
    for (int id = 1; id <= 1000; id++) {
      all.add(products.get(id).toCompletableFuture());
    }
    all.forEach(CompletableFuture::join);
    return all.size();
  }

  private static String await(CompletionStage<String> text) {
    return text.toCompletableFuture().join();
  }
}
