package org.cinnabar.dropin;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;

/** A bean whose method is slow, so that it is cached. */
@ApplicationScoped
@CacheDefaults(cacheName = "catalogue")
public class Catalogue {
  private final AtomicInteger lookups = new AtomicInteger();

  /** Looks an item up. */
  @CacheResult
  public Item item(String name, int size) {
    lookups.incrementAndGet();
    return new Item(name, size);
  }

  /** Changes an item. */
  @CachePut
  public void change(String name, int size, @CacheValue Item item) {}

  /** Forgets an item. */
  @CacheRemove
  public void forget(String name, int size) {}

  /** How often {@link #item} really ran. */
  public int lookups() {
    return lookups.get();
  }
}
