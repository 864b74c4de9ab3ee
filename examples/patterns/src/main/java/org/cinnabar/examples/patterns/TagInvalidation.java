package org.cinnabar.examples.patterns;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.List;
import org.cinnabar.jcache.CinnabarCache;

/** Entries say what they have to do with, and all that have to do with a thing are dropped. */
final class TagInvalidation implements Pattern {

  private static final Duration LIFE = Duration.ofMinutes(10);

  private final Stage stage;
  private final Shop shop;
  private final CinnabarCache<String, String> pages;

  TagInvalidation(Stage stage) {
    this.stage = stage;
    this.shop = stage.shop();
    this.pages = stage.cache("pages", String.class, String.class);
  }

  private String page(String category) {
    String page = pages.get(category);
    if (page == null) {
      List<Product> products = shop.category(category);
      page = products.stream().map(product -> product.price().toString()).collect(joining(", "));
      String[] tags = products.stream().map(TagInvalidation::tag).toArray(String[]::new);
      pages.withTags(tags).put(category, page, LIFE);
    }
    return page;
  }

  private void changePrice(Product product) {
    shop.store(product);
    pages.invalidateTags(tag(product));
  }

  private static String tag(Product product) {
    return "product:" + product.id();
  }

  @Override
  public void play() {
    stage.show("page of coffee", () -> page("coffee"));
    stage.show("page of tea", () -> page("tea"));
    Product grinder = stage.show("read a product", () -> shop.product(2));
    stage.act("change its price", () -> changePrice(grinder.at("79.50")));
    stage.show("page of coffee", () -> page("coffee"));
    stage.show("page of tea", () -> page("tea"));
  }
}
