package org.cinnabar.examples.patterns;

import org.cinnabar.jcache.CinnabarCache;

/** Whoever knows that the database was changed says so; the database itself is left alone. */
final class ManualInvalidation implements Pattern {

  private final Stage stage;
  private final CinnabarCache<Integer, Product> products;

  @SuppressWarnings("unchecked") // the same cache
  ManualInvalidation(Stage stage) {
    this.stage = stage;
    this.products =
        stage
            .manager()
            .createCache("products", WriteThrough.configuration(stage.shop()))
            .unwrap(CinnabarCache.class);
  }

  private boolean changedOutside(int id) {
    return products.invalidate(id);
  }

  @Override
  public void play() {
    Product machine = stage.show("first read", () -> products.get(1));
    stage.act("an import changes the price", () -> stage.shop().store(machine.at("229.00")));
    stage.show("read what is out of date", () -> products.get(1));
    stage.show("invalidate it", () -> changedOutside(1));
    stage.show("read after that", () -> products.get(1));
    stage.show("remove would have deleted it", () -> products.remove(1));
    stage.show("read after that", () -> products.get(1));
  }
}
