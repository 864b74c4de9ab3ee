package org.cinnabar.examples.patterns;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import javax.cache.Cache;
import org.cinnabar.jcache.CinnabarCache;

/** A shop's catalogue: each kind of data is cached for as long as it may be behind. */
final class ProductCatalogue implements Pattern {

  private static final Duration STOCK_LIFE = Duration.ofMillis(500);
  private static final Duration PAGE_LIFE = Duration.ofMinutes(10);

  private final Stage stage;
  private final Shop shop;
  private final Cache<Integer, Product> details;
  private final CinnabarCache<Integer, Integer> stock;
  private final CinnabarCache<String, Page> pages;
  private final List<Consumer<Product>> priceChanges;

  record Page(List<Product> products) {}

  ProductCatalogue(Stage stage) {
    this.stage = stage;
    this.shop = stage.shop();
    this.details = stage.manager().createCache("details", WriteThrough.configuration(shop));
    this.stock = stage.cache("stock", Integer.class, Integer.class);
    this.pages = stage.cache("pages", String.class, Page.class);
    this.priceChanges =
        List.of(
            product -> pages.invalidateAll(product.category() + ":*"),
            product -> stage.say("customers who watch number " + product.id() + " are told"));
  }

  private void changePrice(Product product) {
    details.put(product.id(), product);
    priceChanges.forEach(subscriber -> subscriber.accept(product));
  }

  private int piecesLeft(int id) {
    Integer pieces = stock.get(id);
    if (pieces == null) {
      pieces = shop.stock(id);
      stock.put(id, pieces, STOCK_LIFE);
    }
    return pieces;
  }

  private Page page(String category, int number) {
    String key = category + ":" + number;
    Page page = pages.get(key);
    if (page == null) {
      page = new Page(shop.category(category));
      pages.put(key, page, PAGE_LIFE);
    }
    return page;
  }

  @Override
  public void play() {
    Product machine = stage.show("details", () -> details.get(1));
    stage.show("details again", () -> details.get(1));
    stage.show("page of coffee", () -> page("coffee", 1).products().get(0));
    stage.show("page of tea", () -> page("tea", 1).products().get(0));
    stage.show("pieces left", () -> piecesLeft(1));
    stage.act("somebody buys two", () -> shop.sell(1, 2));
    stage.await("the end of the stock's life", () -> !stock.containsKey(1));
    stage.show("pieces left, half a second later", () -> piecesLeft(1));
    stage.act("change the price", () -> changePrice(machine.at("229.00")));
    stage.show("details", () -> details.get(1));
    stage.show("page of coffee", () -> page("coffee", 1).products().get(0));
    stage.show("page of tea", () -> page("tea", 1).products().get(0));
  }
}
