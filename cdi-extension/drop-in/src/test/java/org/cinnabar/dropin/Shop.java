package org.cinnabar.dropin;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.spi.CachingProvider;

/**
 * An application of the standard only, programmatic and annotated. Prints the provider's name
 * first, then what must be the same on every provider.
 */
final class Shop {
  private Shop() {}

  /** Runs it. */
  public static void main(String[] arguments) {
    CachingProvider provider = Caching.getCachingProvider();
    System.out.println(provider.getClass().getName());
    try (SeContainer container = SeContainerInitializer.newInstance().initialize()) {
      annotated(container.select(Catalogue.class).get());
    }
    try (CacheManager manager = provider.getCacheManager()) {
      programmatic(manager);
    }
    provider.close();
  }

  private static void annotated(Catalogue catalogue) {
    Item first = catalogue.item("chair", 4);
    System.out.println(first + " " + catalogue.item("chair", 4) + " " + catalogue.lookups());
    catalogue.change("chair", 4, new Item("stool", 3));
    System.out.println(catalogue.item("chair", 4) + " " + catalogue.lookups());
    catalogue.forget("chair", 4);
    System.out.println(catalogue.item("chair", 4) + " " + catalogue.lookups());
  }

  private static void programmatic(CacheManager manager) {
    Cache<String, Item> items =
        manager.createCache(
            "items",
            new MutableConfiguration<String, Item>()
                .setTypes(String.class, Item.class)
                .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(Duration.ONE_HOUR)));
    items.putAll(Map.of("a", new Item("table", 1), "b", new Item("lamp", 2)));
    System.out.println(new TreeMap<>(items.getAll(Set.of("a", "b", "c"))));
    System.out.println(
        items.putIfAbsent("a", new Item("x", 0))
            + " "
            + items.replace("b", new Item("lamp", 2), new Item("lamp", 5))
            + " "
            + items.getAndRemove("a"));
    int grown =
        items.invoke(
            "b",
            (entry, parameters) -> {
              Item old = entry.getValue();
              entry.setValue(new Item(old.name(), old.size() + 1));
              return old.size() + 1;
            });
    Set<String> left = new TreeSet<>();
    items.forEach(entry -> left.add(entry.getKey() + "=" + entry.getValue()));
    System.out.println(grown + " " + left);
    manager.destroyCache("items");
    System.out.println(manager.getCache("items"));
  }
}
