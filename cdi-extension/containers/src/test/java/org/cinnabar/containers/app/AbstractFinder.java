package org.cinnabar.containers.app;

import javax.cache.annotation.CacheResult;

/** Cached methods that a bean inherits. */
public abstract class AbstractFinder<K> implements Finder<K, Integer> {
  /** The cache of {@link #inherited}. */
  public static final String CACHE = "inherited";

  private final Calls calls = new Calls();

  @CacheResult(cacheName = CACHE)
  public Integer inherited(String key) {
    return calls.next();
  }

  @CacheResult(cacheName = "inherited-generic")
  public Integer inheritedGeneric(K key) {
    return calls.next();
  }

  @CacheResult(cacheName = "overridden")
  public Integer overridden(String key) {
    return calls.next();
  }
}
