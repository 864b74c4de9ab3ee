package org.cinnabar.containers.app;

import jakarta.enterprise.context.ApplicationScoped;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;

/** Methods that take everything from their class, and some that take one thing less. */
@ApplicationScoped
@CacheDefaults(
    cacheName = Defaults.CACHE,
    cacheKeyGenerator = InitialKeyGenerator.class,
    cacheResolverFactory = PrefixResolverFactory.class)
public class Defaults {
  /** The name that the class gives; its resolver adds a prefix. */
  public static final String CACHE = "defaults";

  private final Calls calls = new Calls();

  @CacheResult
  public String result(String key) {
    return "computed " + calls.next();
  }

  @CacheResult(cacheName = "defaults-own")
  public String ownName(String key) {
    return "computed " + calls.next();
  }

  @CacheResult(cacheKeyGenerator = LastKeyGenerator.class)
  public String ownGenerator(String key) {
    return "computed " + calls.next();
  }

  @CacheResult(cacheResolverFactory = OtherResolverFactory.class)
  public String ownResolver(String key) {
    return "computed " + calls.next();
  }

  @CachePut
  public void put(String key, @CacheValue String value) {}

  @CacheRemove
  public void remove(String key) {}

  @CacheRemoveAll
  public void removeAll() {}
}
