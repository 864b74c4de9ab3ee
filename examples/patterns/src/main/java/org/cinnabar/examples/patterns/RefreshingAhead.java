package org.cinnabar.examples.patterns;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.expiry.CreatedExpiryPolicy;
import org.cinnabar.jcache.CinnabarConfiguration;
import org.cinnabar.jcache.RefreshAhead;

/** What is read is loaded again before it is gone, and no reader waits for that. */
final class RefreshingAhead implements Pattern {

  private final Stage stage;
  private final SlowLoader loader;
  private final Cache<Integer, Product> products;

  RefreshingAhead(Stage stage) {
    this.stage = stage;
    this.loader = new SlowLoader(stage.shop());
    this.products = stage.manager().createCache("products", configuration());
  }

  private CinnabarConfiguration<Integer, Product> configuration() {
    CinnabarConfiguration<Integer, Product> configuration =
        new CinnabarConfiguration<>(ReadThrough.configuration(stage.shop()))
            .setRefreshAhead(RefreshAhead.OFF.withShare(0.1).withStaleFor(Duration.ofMinutes(5)));
    configuration
        .setCacheLoaderFactory(() -> loader)
        .setExpiryPolicyFactory(
            CreatedExpiryPolicy.factoryOf(new javax.cache.expiry.Duration(TimeUnit.SECONDS, 1)));
    return configuration;
  }

  @Override
  public void play() {
    try (loader) {
      loader.answerOnce();
      Product machine = stage.show("first read", () -> products.get(1));
      stage.act("an import changes the price", () -> stage.shop().store(machine.at("229.00")));
      stage.await("a read that has it loaded again", this::isBeingLoaded);
      stage.say("its second is over; it is being loaded, and the database is slow");
      stage.show("read meanwhile", () -> products.get(1));
      stage.act("the database answers", () -> answer(machine.at("229.00")));
      stage.show("read after that", () -> products.get(1));
    }
  }

  private boolean isBeingLoaded() {
    products.get(1);
    return loader.waiting() == 1;
  }

  private void answer(Product expected) {
    loader.answerOnce();
    stage.await("the new price", () -> expected.equals(products.get(1)));
  }
}
