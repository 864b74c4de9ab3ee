package org.cinnabar.examples.patterns;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.inject.Inject;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import org.jspecify.annotations.Nullable;

/** Methods say what is to be cached; no code of theirs knows of a cache. */
final class Annotations implements Pattern {

  private final Stage stage;

  Annotations(Stage stage) {
    this.stage = stage;
  }

  @ApplicationScoped
  @CacheDefaults(cacheName = "products")
  static class Products {

    @Inject Shop shop;

    @CacheResult
    public @Nullable Product find(int id) {
      return shop.product(id);
    }

    @CachePut
    public void store(int id, @CacheValue Product product) {
      shop.store(product);
    }

    @CacheRemove
    public void delete(int id) {
      shop.delete(id);
    }

    @CacheRemoveAll
    public void pricesHaveRisen() {}
  }

  @Override
  public void play() {
    try (SeContainer application = stage.application(Products.class)) {
      Products products = application.select(Products.class).get();
      Product machine = stage.show("first call", () -> products.find(1));
      stage.show("second call", () -> products.find(1));
      stage.act("store another price", () -> products.store(1, machine.at("229.00")));
      stage.show("call after it", () -> products.find(1));
      stage.act("remove all", products::pricesHaveRisen);
      stage.show("call after it", () -> products.find(1));
      stage.act("delete it", () -> products.delete(1));
      stage.show("call after it", () -> products.find(1));
    }
  }
}
