package org.cinnabar.containers.app;

import jakarta.enterprise.context.ApplicationScoped;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;

/** Methods that choose their keys. */
@ApplicationScoped
public class Keys {
  /** The cache of {@link #observed} and {@link #observedPut}. */
  public static final String OBSERVED = "keys-observed";

  private final Calls calls = new Calls();

  @CacheResult(cacheName = "keys-marked")
  public Integer marked(@CacheKey String key, Object note, @CacheKey int index) {
    return calls.next();
  }

  @CacheResult(cacheName = "keys-bean", cacheKeyGenerator = InitialKeyGenerator.class)
  public Integer byBean(String key) {
    return calls.next();
  }

  @CacheResult(cacheName = "keys-plain", cacheKeyGenerator = LastKeyGenerator.class)
  public Integer byPlainClass(String key) {
    return calls.next();
  }

  @CacheResult(cacheName = OBSERVED, cacheKeyGenerator = ObservingKeyGenerator.class)
  public Integer observed(@CacheKey String key, String note) {
    return calls.next();
  }

  @Deprecated
  @CachePut(cacheName = OBSERVED, cacheKeyGenerator = ObservingKeyGenerator.class)
  public void observedPut(@CacheValue String value, String key, int index) {}
}
