package org.cinnabar.containers.app;

import jakarta.enterprise.context.ApplicationScoped;
import javax.cache.annotation.CacheResult;

/**
 * Every method caches its result, in the cache that the class names unless the method names
 * another.
 */
@ApplicationScoped
@CacheResult(cacheName = TypeLevel.CACHE)
public class TypeLevel {
  /** The cache of the class. */
  public static final String CACHE = "type-level";

  /** The cache of one method. */
  public static final String OWN = "type-level-own";

  private final Calls calls = new Calls();

  public Integer first(String key) {
    return calls.next();
  }

  @CacheResult(cacheName = OWN)
  public Integer own(String key) {
    return calls.next();
  }
}
