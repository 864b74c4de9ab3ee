package org.cinnabar.containers.app;

import jakarta.enterprise.context.ApplicationScoped;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;

/** Methods without a cache name in a class without defaults: each has the cache of its own name. */
@ApplicationScoped
public class Names {
  private final Calls calls = new Calls();

  @CacheResult
  public Integer result(String key, int index) {
    return calls.next();
  }

  /** Overloads {@link #result(String, int)}: another cache. */
  @CacheResult
  public Integer result(String key) {
    return calls.next();
  }

  @CacheResult
  public Integer withoutParameters() {
    return calls.next();
  }

  @CachePut
  public void put(String key, @CacheValue String value) {}

  @CacheRemove
  public void remove(Long key) {}

  @CacheRemoveAll
  public void removeAll() {}
}
