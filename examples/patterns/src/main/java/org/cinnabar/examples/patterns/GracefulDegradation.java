package org.cinnabar.examples.patterns;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.inject.Inject;
import java.io.IOException;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.annotation.CacheResult;
import org.cinnabar.cdi.CacheErrors;
import org.jspecify.annotations.Nullable;

/** Redis stops, and the application goes on with its database. */
final class GracefulDegradation implements Pattern {

  private final Stage stage;
  private final Shop shop;
  private final Cache<Integer, Product> cache;

  GracefulDegradation(Stage stage) {
    this.stage = stage;
    this.shop = stage.shop();
    this.cache = stage.manager().createCache("in code", ReadThrough.configuration(shop));
  }

  @ApplicationScoped
  static class Products {

    @Inject Shop shop;
    @Inject CacheErrors errors;

    @CacheResult(cacheName = "annotated")
    public @Nullable Product find(int id) {
      return shop.product(id);
    }

    public long failures() {
      return errors.count();
    }
  }

  private @Nullable Product find(int id) {
    try {
      return cache.get(id);
    } catch (CacheException e) {
      return shop.product(id);
    }
  }

  @Override
  public void play() throws IOException {
    try (SeContainer application = stage.application(Products.class)) {
      Products products = application.select(Products.class).get();
      stage.show("annotated: first call", () -> products.find(1));
      stage.show("annotated: second call", () -> products.find(1));
      stage.show("in code: first read", () -> find(2));
      stage.show("in code: second read", () -> find(2));
      stage.redis().stop();
      stage.say("Redis is stopped");
      stage.show("annotated: call", () -> products.find(1));
      stage.show("in code: read", () -> find(2));
      stage.show("failures that were passed over", products::failures);
      stage.redis().start();
      stage.await("Redis", () -> isCachedAgain(products));
      stage.say("Redis is started again, empty");
      stage.show("annotated: call", () -> products.find(1));
    }
  }

  private boolean isCachedAgain(Products products) {
    int before = shop.queries();
    products.find(1);
    return shop.queries() == before;
  }
}
