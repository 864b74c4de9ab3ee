package org.cinnabar.examples.patterns;

import static java.util.stream.Collectors.toSet;

import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.integration.CompletionListenerFuture;

/** The cache is filled before anybody asks, by few queries instead of many. */
final class Warming implements Pattern {

  private static final Set<Integer> ALL = IntStream.rangeClosed(1, 1000).boxed().collect(toSet());

  private final Stage stage;
  private final Cache<Integer, Product> products;

  Warming(Stage stage) {
    this.stage = stage;
    this.products =
        stage.manager().createCache("products", ReadThrough.configuration(stage.shop()));
  }

  private void warm(boolean again) {
    CompletionListenerFuture loaded = new CompletionListenerFuture();
    products.loadAll(ALL, again, loaded);
    try {
      loaded.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("The products could not be loaded", e);
    }
  }

  @Override
  public void play() {
    stage.act("cold: read the first 100", () -> readFirst(100));
    stage.act("load all that are missing", () -> warm(false));
    stage.act("warm: read all 1000", () -> readFirst(1000));
    stage.act("load what is missing: nothing", () -> warm(false));
    stage.act("load all anew", () -> warm(true));
  }

  private void readFirst(int count) {
    for (int id = 1; id <= count; id++) {
      products.get(id);
    }
  }
}
