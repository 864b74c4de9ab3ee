package org.cinnabar.examples.patterns;

import java.util.Collection;
import java.util.Iterator;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;

/** What is put into the cache is written to the database first. */
final class WriteThrough implements Pattern {

  private final Stage stage;
  private final Cache<Integer, Product> products;

  WriteThrough(Stage stage) {
    this.stage = stage;
    this.products = stage.manager().createCache("products", configuration(stage.shop()));
  }

  static MutableConfiguration<Integer, Product> configuration(Shop shop) {
    return ReadThrough.configuration(shop)
        .setWriteThrough(true)
        .setCacheWriterFactory(() -> new ProductWriter(shop));
  }

  record ProductWriter(Shop shop) implements CacheWriter<Integer, Product> {

    @Override
    public void write(Cache.Entry<? extends Integer, ? extends Product> entry) {
      shop.store(entry.getValue());
    }

    @Override
    public void delete(Object id) {
      shop.delete((Integer) id);
    }

    // What was written leaves the collection, so that the cache knows how far it came.

    @Override
    public void writeAll(Collection<Cache.Entry<? extends Integer, ? extends Product>> entries) {
      for (var rest = entries.iterator(); rest.hasNext(); rest.remove()) {
        write(rest.next());
      }
    }

    @Override
    public void deleteAll(Collection<?> ids) {
      for (Iterator<?> rest = ids.iterator(); rest.hasNext(); rest.remove()) {
        delete(rest.next());
      }
    }
  }

  @Override
  public void play() {
    Product machine = stage.show("first read", () -> products.get(1));
    stage.act("put another price", () -> products.put(1, machine.at("229.00")));
    stage.show("read it from the cache", () -> products.get(1));
    stage.show("and from the database", () -> stage.shop().product(1));
    stage.show("put a price below zero", () -> put(machine.at("-1.00")));
    stage.show("read it from the cache", () -> products.get(1));
    stage.show("remove it", () -> products.remove(1));
    stage.show("look for it in the database", () -> stage.shop().product(1));
  }

  private String put(Product product) {
    try {
      products.put(product.id(), product);
      return "stored";
    } catch (CacheWriterException e) {
      return "refused by the database";
    }
  }
}
