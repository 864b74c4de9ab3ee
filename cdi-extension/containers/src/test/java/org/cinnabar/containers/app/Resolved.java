package org.cinnabar.containers.app;

import jakarta.enterprise.context.ApplicationScoped;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;

/** Methods that name who resolves their cache. */
@ApplicationScoped
public class Resolved {
  /** The name of the cache, before the resolver's prefix. */
  public static final String CACHE = "resolved";

  /** The name of the exceptions' cache, before the resolver's prefix. */
  public static final String EXCEPTIONS = "resolved-exceptions";

  private final Calls calls = new Calls();

  @CacheResult(cacheName = CACHE, cacheResolverFactory = PrefixResolverFactory.class)
  public Integer byBean(String key) {
    return calls.next();
  }

  @CacheResult(cacheName = CACHE, cacheResolverFactory = OtherResolverFactory.class)
  public Integer byPlainClass(String key) {
    return calls.next();
  }

  @CacheResult(
      cacheName = CACHE,
      exceptionCacheName = EXCEPTIONS,
      cacheResolverFactory = PrefixResolverFactory.class)
  public Integer failing(String key) {
    throw new Trouble("call " + calls.next());
  }

  @CachePut(cacheName = CACHE, cacheResolverFactory = PrefixResolverFactory.class)
  public void put(String key, @CacheValue Integer value) {}

  @CacheRemove(cacheName = CACHE, cacheResolverFactory = PrefixResolverFactory.class)
  public void remove(String key) {}

  @CacheRemoveAll(cacheName = CACHE, cacheResolverFactory = PrefixResolverFactory.class)
  public void removeAll() {}
}
