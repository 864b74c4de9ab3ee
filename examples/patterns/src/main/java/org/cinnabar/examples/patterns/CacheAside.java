package org.cinnabar.examples.patterns;

import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import org.jspecify.annotations.Nullable;

/** The application asks the cache, else the database, and looks after both. */
final class CacheAside implements Pattern {

  private final Stage stage;
  private final Shop shop;
  private final Cache<Integer, Product> cache;

  CacheAside(Stage stage) {
    this.stage = stage;
    this.shop = stage.shop();
    this.cache =
        stage
            .manager()
            .createCache(
                "products",
                new MutableConfiguration<Integer, Product>()
                    .setTypes(Integer.class, Product.class)
                    .setExpiryPolicyFactory(
                        CreatedExpiryPolicy.factoryOf(new Duration(TimeUnit.MINUTES, 10))));
  }

  private @Nullable Product find(int id) {
    Product product = cache.get(id);
    if (product == null) {
      product = shop.product(id);
      if (product != null) {
        cache.put(id, product);
      }
    }
    return product;
  }

  private void store(Product product) {
    shop.store(product);
    cache.remove(product.id());
  }

  @Override
  public void play() {
    Product machine = stage.show("first read", () -> find(1));
    stage.show("second read", () -> find(1));
    stage.act("change the price", () -> store(machine.at("229.00")));
    stage.show("read after the change", () -> find(1));
    stage.show("read it again", () -> find(1));
    stage.show("a product that doesn't exist", () -> find(5000));
    stage.show("the same again", () -> find(5000));
  }
}
