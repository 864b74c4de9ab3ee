package org.cinnabar.examples.web.shop;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** Empties caches. */
@RequestScoped
@Path("caches")
public class CachesResource {

  @Inject Evictions evictions;

  /** Empties all caches. */
  @DELETE
  public void evictAll() {
    Caches.NAMES.forEach(this::evict);
  }

  /** Empties one cache. */
  @DELETE
  @Path("{name}")
  public void evict(@PathParam("name") String name) {
    switch (name) {
      case Caches.TASTES -> evictions.forgetTastes();
      case Caches.ALSO_BOUGHT -> evictions.forgetAlsoBought();
      case Caches.BEST_SELLERS -> evictions.forgetBestSellers();
      case Caches.TRENDING -> evictions.forgetTrending();
      case Caches.BEST_RATED -> evictions.forgetBestRated();
      case Caches.PRICE_LISTS -> evictions.forgetPriceLists();
      default -> throw new NotFoundException("There is no cache " + name);
    }
  }
}
