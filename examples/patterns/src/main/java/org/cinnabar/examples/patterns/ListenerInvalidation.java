package org.cinnabar.examples.patterns;

import static java.util.stream.Collectors.joining;

import java.math.BigDecimal;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;

/** What is made of entries goes when the entries change, in whatever JVM they do. */
final class ListenerInvalidation implements Pattern {

  private final Stage stage;
  private final Cache<Integer, Product> products;
  private final Cache<String, String> pages;

  ListenerInvalidation(Stage stage) {
    this.stage = stage;
    this.products = productCache(stage.manager());
    this.pages = stage.cache("pages", String.class, String.class);
    products.registerCacheEntryListener(
        new MutableCacheEntryListenerConfiguration<>(
            () -> new PageInvalidator(pages), null, true, true));
  }

  private Cache<Integer, Product> productCache(CacheManager manager) {
    return manager.createCache("products", WriteThrough.configuration(stage.shop()));
  }

  record PageInvalidator(Cache<String, String> pages)
      implements CacheEntryCreatedListener<Integer, Product>,
          CacheEntryUpdatedListener<Integer, Product>,
          CacheEntryRemovedListener<Integer, Product> {

    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends Integer, ? extends Product>> events) {
      events.forEach(event -> pages.remove(event.getValue().category()));
    }

    @Override
    public void onUpdated(Iterable<CacheEntryEvent<? extends Integer, ? extends Product>> events) {
      onCreated(events);
      onRemoved(events);
    }

    @Override
    public void onRemoved(Iterable<CacheEntryEvent<? extends Integer, ? extends Product>> events) {
      events.forEach(event -> pages.remove(event.getOldValue().category()));
    }
  }

  private String page(String category) {
    String page = pages.get(category);
    if (page == null) {
      page =
          stage.shop().category(category).stream()
              .map(product -> product.price().toString())
              .collect(joining(", "));
      pages.put(category, page);
    }
    return page;
  }

  @Override
  public void play() {
    Product machine = products.get(1);
    stage.show("make the page", () -> page("coffee"));
    stage.show("read the page", () -> page("coffee"));
    stage.act("put another price", () -> products.put(1, machine.at("229.00")));
    stage.show("make the page again", () -> page("coffee"));
    stage.show("read the page", () -> page("coffee"));
    Cache<Integer, Product> elsewhere = productCache(stage.otherJvm());
    stage.act("put one in another JVM", () -> elsewhere.put(1, machine.at("219.00")));
    stage.show("make the page again", () -> page("coffee"));
    Product grinder = new Product(2, "Coffee grinder", "coffee", new BigDecimal("79.50"));
    stage.act("put one there that isn't cached", () -> elsewhere.put(2, grinder));
    stage.show("make the page again", () -> page("coffee"));
    stage.show("remove it in another JVM", () -> elsewhere.remove(2));
    stage.show("make the page again", () -> page("coffee"));
  }
}
