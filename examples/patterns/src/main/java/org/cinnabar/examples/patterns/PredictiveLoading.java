package org.cinnabar.examples.patterns;

import java.util.List;
import java.util.Set;
import org.cinnabar.jcache.CinnabarCache;
import org.cinnabar.jcache.CinnabarConfiguration;
import org.cinnabar.jcache.HotKey;
import org.cinnabar.jcache.Prediction;
import org.cinnabar.jcache.RelatedKeys;

/** What is usually read next is loaded meanwhile, and what is read most is known. */
final class PredictiveLoading implements Pattern {

  /** What goes with a product: people look at it next. */
  private static final RelatedKeys<Integer> GOES_WITH =
      id -> id == 1 ? List.of(2, 7, 8) : List.of();

  private final Stage stage;
  private final CinnabarCache<Integer, Product> products;

  @SuppressWarnings("unchecked") // the same cache
  PredictiveLoading(Stage stage) {
    this.stage = stage;
    this.products =
        stage.manager().createCache("products", configuration()).unwrap(CinnabarCache.class);
  }

  private CinnabarConfiguration<Integer, Product> configuration() {
    return new CinnabarConfiguration<>(ReadThrough.configuration(stage.shop()))
        .setPrediction(Prediction.by(() -> GOES_WITH))
        .setHotKeysSize(10);
  }

  private void reloadHottest() {
    List<Integer> hottest = products.hotKeys().stream().limit(3).map(HotKey::key).toList();
    products.warmer().load(hottest).await();
  }

  @Override
  public void play() {
    stage.act("look at the espresso machine", this::readMachine);
    stage.show("look at the grinder next", () -> products.get(2));
    stage.act("products 3, 4 and 5 are popular", () -> readOften(Set.of(3, 4, 5)));
    stage.act("an import: drop all", products::clear);
    stage.act("load the hottest three again", this::reloadHottest);
    stage.act("read them", () -> readOften(Set.of(3, 4, 5)));
  }

  private void readMachine() {
    products.get(1);
    stage.await("what goes with it", () -> products.containsKey(2));
  }

  private void readOften(Set<Integer> ids) {
    for (int i = 0; i < 100; i++) {
      ids.forEach(products::get);
    }
  }
}
