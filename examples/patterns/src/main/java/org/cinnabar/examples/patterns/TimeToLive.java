package org.cinnabar.examples.patterns;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.cache.expiry.CreatedExpiryPolicy;
import org.cinnabar.jcache.CinnabarCache;

/** Entries go by themselves: by the cache's policy, or after a time of their own. */
final class TimeToLive implements Pattern {

  private final Stage stage;
  private final CinnabarCache<Integer, Product> products;

  @SuppressWarnings("unchecked") // the same cache
  TimeToLive(Stage stage) {
    this.stage = stage;
    this.products =
        stage
            .manager()
            .createCache(
                "products",
                ReadThrough.configuration(stage.shop())
                    .setExpiryPolicyFactory(
                        CreatedExpiryPolicy.factoryOf(
                            new javax.cache.expiry.Duration(TimeUnit.HOURS, 1))))
            .unwrap(CinnabarCache.class);
  }

  private void offer(Product product, Duration duration) {
    products.put(product.id(), product, duration);
  }

  @Override
  public void play() {
    stage.show("read one, kept for an hour", () -> products.get(2));
    Product machine = products.get(1);
    stage.act(
        "a special offer, for 300 ms", () -> offer(machine.at("199.00"), Duration.ofMillis(300)));
    stage.await("its end", () -> !products.containsKey(1));
    stage.show("read it after its end", () -> products.get(1));
    stage.show("read the other one again", () -> products.get(2));
  }
}
