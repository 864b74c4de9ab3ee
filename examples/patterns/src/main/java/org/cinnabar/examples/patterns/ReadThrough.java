package org.cinnabar.examples.patterns;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CacheLoader;
import org.jspecify.annotations.Nullable;

/** The cache asks the database itself for what it doesn't have. */
final class ReadThrough implements Pattern {

  private final Stage stage;
  private final Cache<Integer, Product> products;

  ReadThrough(Stage stage) {
    this.stage = stage;
    this.products = stage.manager().createCache("products", configuration(stage.shop()));
  }

  static MutableConfiguration<Integer, Product> configuration(Shop shop) {
    return new MutableConfiguration<Integer, Product>()
        .setTypes(Integer.class, Product.class)
        .setReadThrough(true)
        .setCacheLoaderFactory(() -> new ProductLoader(shop));
  }

  record ProductLoader(Shop shop) implements CacheLoader<Integer, Product> {

    @Override
    public @Nullable Product load(Integer id) {
      return shop.product(id);
    }

    @Override
    public Map<Integer, Product> loadAll(Iterable<? extends Integer> ids) {
      Set<Integer> wanted = new TreeSet<>();
      ids.forEach(wanted::add);
      return shop.products(wanted);
    }
  }

  @Override
  public void play() {
    stage.show("first read", () -> products.get(1));
    stage.show("second read", () -> products.get(1));
    stage.show("read four at once", () -> count(Set.of(1, 2, 3, 4)));
    stage.show("read them again", () -> count(Set.of(1, 2, 3, 4)));
    stage.show("is number 5 in the cache?", () -> products.containsKey(5));
  }

  private String count(Set<Integer> ids) {
    return products.getAll(ids).size() + " products";
  }
}
