package org.cinnabar.examples.patterns;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import org.cinnabar.jcache.CinnabarCache;
import org.cinnabar.jcache.CinnabarConfiguration;
import org.cinnabar.jcache.WriteBehind;

/** What is put into the cache is written to the database later, much at once. */
final class WritingBehind implements Pattern {

  private static final String LONG_NAME = "Espresso machine with three groups and a grinder";
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Stage stage;
  private final Shop shop;
  private final CinnabarCache<Integer, Product> products;

  @SuppressWarnings("unchecked") // the same cache
  WritingBehind(Stage stage) {
    this.stage = stage;
    this.shop = stage.shop();
    this.products =
        stage.manager().createCache("products", configuration()).unwrap(CinnabarCache.class);
  }

  private CinnabarConfiguration<Integer, Product> configuration() {
    CinnabarConfiguration<Integer, Product> configuration =
        new CinnabarConfiguration<>(ReadThrough.configuration(shop))
            .setWriteBehind(new WriteBehind().withDelay(Duration.ofMinutes(1)).withMaxTries(2));
    configuration.setWriteThrough(true).setCacheWriterFactory(() -> new ProductWriter(shop));
    return configuration;
  }

  record ProductWriter(Shop shop) implements CacheWriter<Integer, Product> {

    @Override
    public void write(Cache.Entry<? extends Integer, ? extends Product> entry) {
      shop.store(entry.getValue());
    }

    @Override
    public void writeAll(Collection<Cache.Entry<? extends Integer, ? extends Product>> entries) {
      shop.storeAll(entries.stream().<Product>map(Cache.Entry::getValue).toList());
      entries.clear();
    }

    @Override
    public void delete(Object id) {
      shop.delete((Integer) id);
    }

    @Override
    public void deleteAll(Collection<?> ids) {
      ids.forEach(this::delete);
      ids.clear();
    }
  }

  @Override
  public void play() {
    Product machine = stage.show("read one", () -> products.get(1));
    Product grinder = stage.show("and another", () -> products.get(2));
    stage.act("put 50 prices of each", () -> changePrices(List.of(machine, grinder)));
    stage.show("read one from the cache", () -> products.get(1));
    stage.show("and from the database", () -> shop.product(1));
    stage.show("flush", this::flush);
    stage.show("read it from the database", () -> shop.product(1));
    stage.act("put a name that is too long", () -> products.put(1, machine.named(LONG_NAME)));
    stage.act("put another price", () -> products.put(2, grinder.at("79.50")));
    stage.show("flush", this::flush);
    stage.show("what was given up", () -> "number " + products.deadLetters().read(1).get(0).key());
    stage.show("the other in the database", () -> shop.product(2));
    stage.act("make room for longer names", shop::widenNames);
    stage.act("replay", this::replay);
    stage.show("now in the database", () -> shop.product(1));
  }

  private void changePrices(List<Product> changing) {
    for (int price = 101; price <= 150; price++) {
      for (Product product : changing) {
        products.put(product.id(), product.at(price + ".00"));
      }
    }
  }

  private String flush() {
    try {
      products.flush(SOON);
      return "all are written";
    } catch (CacheWriterException e) {
      return "some were given up";
    }
  }

  private void replay() {
    products.deadLetters().replay();
    stage.await("the replay", () -> products.deadLetters().count() == 0);
  }
}
