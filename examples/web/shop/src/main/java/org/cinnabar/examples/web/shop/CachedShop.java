package org.cinnabar.examples.web.shop;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import javax.cache.annotation.CacheResult;

/** Asks the database only what the caches don't know. */
@ApplicationScoped
class CachedShop implements Shop {

  @Inject SqlShop shop;
  @Inject Prices prices;

  @Override
  @CacheResult(cacheName = Caches.TASTES)
  public Taste taste(int customer) {
    return shop.taste(customer);
  }

  @Override
  @CacheResult(cacheName = Caches.ALSO_BOUGHT)
  public List<Pick> alsoBought(int customer, int category) {
    return shop.alsoBought(customer, category);
  }

  @Override
  @CacheResult(cacheName = Caches.BEST_SELLERS)
  public List<Pick> bestSellers(int category) {
    return shop.bestSellers(category);
  }

  @Override
  @CacheResult(cacheName = Caches.TRENDING)
  public List<Pick> trending(int category) {
    return shop.trending(category);
  }

  @Override
  @CacheResult(cacheName = Caches.BEST_RATED)
  public List<Pick> bestRated(int category) {
    return shop.bestRated(category);
  }

  @Override
  public PriceList prices(int category) {
    return prices.of(category);
  }
}
