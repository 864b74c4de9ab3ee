package org.cinnabar.examples.patterns;

import javax.cache.Cache;
import org.cinnabar.jcache.CacheWarmer;
import org.cinnabar.jcache.WarmingProgress;
import org.cinnabar.jcache.WarmingReport;

/** The cache is filled before anybody asks, by few queries instead of many. */
final class Warming implements Pattern {

  private final Stage stage;
  private final Shop shop;
  private final Cache<Integer, Product> products;

  Warming(Stage stage) {
    this.stage = stage;
    this.shop = stage.shop();
    this.products = stage.manager().createCache("products", ReadThrough.configuration(shop));
  }

  private WarmingReport warm(CacheWarmer<Integer, Product> warmer) {
    return warmer
        .withChunkSize(250)
        .withProgress(this::tell)
        .load((done, last) -> shop.idsAfter(last == null ? 0 : last).stream())
        .await();
  }

  private void tell(WarmingProgress progress) {
    if (progress.ended()) {
      stage.say(
          "%d loaded, %d already there, %d failed"
              .formatted(progress.loaded(), progress.alreadyThere(), progress.failed()));
    }
  }

  @Override
  public void play() {
    CacheWarmer<Integer, Product> warmer = CacheWarmer.of(products);
    stage.act("cold: read the first 100", () -> readFirst(100));
    stage.show("load all that are missing", () -> warm(warmer).outcome());
    stage.act("warm: read all 1000", () -> readFirst(1000));
    stage.show("load what is missing: nothing", () -> warm(warmer).outcome());
    stage.show("load all anew", () -> warm(warmer.replacingExisting()).outcome());
  }

  private void readFirst(int count) {
    for (int id = 1; id <= count; id++) {
      products.get(id);
    }
  }
}
