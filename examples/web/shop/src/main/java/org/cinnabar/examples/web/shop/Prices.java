package org.cinnabar.examples.web.shop;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;

/**
 * The price lists: every list of recommendations takes its prices from here, so only these change
 * with a price.
 */
@ApplicationScoped
@CacheDefaults(cacheName = Caches.PRICE_LISTS)
class Prices {

  @Inject SqlShop shop;

  /** What a category's products cost. */
  @CacheResult
  PriceList of(@CacheKey int category) {
    return shop.prices(category);
  }

  /** Puts a category's new prices where the next reader looks. */
  @CachePut
  void publish(@CacheKey int category, @CacheValue PriceList prices) {}
}
