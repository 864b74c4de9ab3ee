package org.cinnabar.examples.web.shop;

import jakarta.enterprise.context.ApplicationScoped;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;

/** Takes out of the caches what is no longer wanted there: the annotations do all the work. */
@ApplicationScoped
class Evictions {

  @CacheRemove(cacheName = Caches.TASTES)
  void forgetTaste(int customer) {}

  @CacheRemove(cacheName = Caches.ALSO_BOUGHT)
  void forgetAlsoBought(int customer, int category) {}

  @CacheRemoveAll(cacheName = Caches.TASTES)
  void forgetTastes() {}

  @CacheRemoveAll(cacheName = Caches.ALSO_BOUGHT)
  void forgetAlsoBought() {}

  @CacheRemoveAll(cacheName = Caches.BEST_SELLERS)
  void forgetBestSellers() {}

  @CacheRemoveAll(cacheName = Caches.TRENDING)
  void forgetTrending() {}

  @CacheRemoveAll(cacheName = Caches.BEST_RATED)
  void forgetBestRated() {}

  @CacheRemoveAll(cacheName = Caches.PRICE_LISTS)
  void forgetPriceLists() {}
}
