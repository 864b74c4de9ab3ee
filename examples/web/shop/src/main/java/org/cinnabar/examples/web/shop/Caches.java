package org.cinnabar.examples.web.shop;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;

/** The caches that the annotations name, and a look into them. */
@ApplicationScoped
class Caches {

  static final String TASTES = "tastes";
  static final String ALSO_BOUGHT = "also-bought";
  static final String BEST_SELLERS = "best-sellers";
  static final String TRENDING = "trending";
  static final String BEST_RATED = "best-rated";
  static final String PRICE_LISTS = "price-lists";

  /** All of them, in the order of the questions. */
  static final List<String> NAMES =
      List.of(TASTES, ALSO_BOUGHT, BEST_SELLERS, TRENDING, BEST_RATED, PRICE_LISTS);

  private static final int KEYS_SHOWN = 12;
  private static final int ENTRIES_COUNTED = 500;

  @Inject CacheManager manager;

  /**
   * What a cache holds.
   *
   * @param name its name
   * @param entries how many entries it has
   * @param more whether it has more than were counted
   * @param keys some of its keys
   */
  public record Contents(String name, int entries, boolean more, List<String> keys) {}

  /**
   * What all caches hold now.
   *
   * @throws CacheException if they can't be reached
   */
  List<Contents> contents() {
    return NAMES.stream().map(this::contents).toList();
  }

  private Contents contents(String name) {
    Cache<?, ?> cache = manager.getCache(name);
    // A cache comes into being when it is first used.
    return cache == null ? new Contents(name, 0, false, List.of()) : contents(cache);
  }

  private static Contents contents(Cache<?, ?> cache) {
    List<String> keys = new ArrayList<>();
    int entries = 0;
    Iterator<? extends Cache.Entry<?, ?>> iterator = cache.iterator();
    while (entries < ENTRIES_COUNTED && iterator.hasNext()) {
      String key = iterator.next().getKey().toString();
      if (entries++ < KEYS_SHOWN) {
        keys.add(key);
      }
    }
    return new Contents(cache.getName(), entries, iterator.hasNext(), keys);
  }
}
