package org.cinnabar.examples.patterns;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.inject.Inject;
import java.util.List;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheResult;
import org.jspecify.annotations.Nullable;

/** The application tells what happened; who caches something of that knows what to drop. */
final class DomainEvents implements Pattern {

  private final Stage stage;

  DomainEvents(Stage stage) {
    this.stage = stage;
  }

  /** What happened. */
  record PriceChanged(Product product) {}

  @ApplicationScoped
  static class Prices {

    @Inject Shop shop;
    @Inject Event<PriceChanged> changes;

    public void change(Product product) {
      shop.store(product);
      changes.fire(new PriceChanged(product));
    }
  }

  @ApplicationScoped
  static class Catalogue {

    @Inject Shop shop;

    @CacheResult(cacheName = "details")
    public @Nullable Product details(int id) {
      return shop.product(id);
    }

    @CacheRemove(cacheName = "details")
    public void forgetDetails(int id) {}

    @CacheResult(cacheName = "pages")
    public List<Product> page(String category) {
      return shop.category(category);
    }

    @CacheRemove(cacheName = "pages")
    public void forgetPage(String category) {}
  }

  @ApplicationScoped
  static class Invalidation {

    @Inject Catalogue catalogue;

    void onChange(@Observes(during = TransactionPhase.AFTER_SUCCESS) PriceChanged change) {
      catalogue.forgetDetails(change.product().id());
      catalogue.forgetPage(change.product().category());
    }
  }

  @Override
  public void play() {
    try (SeContainer application =
        stage.application(Prices.class, Catalogue.class, Invalidation.class)) {
      Catalogue catalogue = application.select(Catalogue.class).get();
      Prices prices = application.select(Prices.class).get();
      Product machine = stage.show("details of a product", () -> catalogue.details(1));
      stage.show("its category", () -> catalogue.page("coffee").size() + " products");
      stage.show("another category", () -> catalogue.page("tea").size() + " products");
      stage.act("change the price", () -> prices.change(machine.at("229.00")));
      stage.show("details of the product", () -> catalogue.details(1));
      stage.show("its category", () -> catalogue.page("coffee").get(0));
      stage.show("another category", () -> catalogue.page("tea").get(0));
    }
  }
}
