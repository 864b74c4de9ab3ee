package org.cinnabar.containers.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.spi.CachingProvider;
import org.cinnabar.cdi.CacheName;

/** Holds what the extension lets an application inject. */
@ApplicationScoped
public class Injected {
  @Inject private CachingProvider provider;
  @Inject private CacheManager manager;

  @Inject
  @CacheName("orders")
  private Cache<String, Order> orders;

  public CachingProvider provider() {
    return provider;
  }

  public CacheManager manager() {
    return manager;
  }

  public Cache<String, Order> orders() {
    return orders;
  }
}
