package org.cinnabar.examples.patterns;

import javax.cache.Cache;
import org.cinnabar.jcache.CinnabarConfiguration;

/** Somebody who knows nothing of Java changes the database, and says so to Redis. */
final class OutsideInvalidation implements Pattern {

  private static final String ADD = "XADD cinnabar:{products}:invalidations MAXLEN ~ 100000 * ";

  private final Stage stage;
  private final Cache<Integer, Product> products;

  OutsideInvalidation(Stage stage) {
    this.stage = stage;
    this.products =
        stage
            .manager()
            .createCache(
                "products",
                new CinnabarConfiguration<>(ReadThrough.configuration(stage.shop()))
                    .setInvalidationStream(true));
  }

  /** What redis-cli, a trigger or a script in another language does. */
  private void importFromOutside(Product product) {
    stage.shop().store(product);
    stage.redis().send(ADD + "key " + product.id());
  }

  @Override
  public void play() {
    Product machine = stage.show("read one", () -> products.get(1));
    stage.show("read another", () -> products.get(2));
    stage.act("a script changes a price", () -> importFromOutside(machine.at("229.00")));
    stage.await("the invalidation", () -> !products.containsKey(1));
    stage.show("soon it is read anew", () -> products.get(1));
    stage.show("the other is still there", () -> products.get(2));
  }
}
