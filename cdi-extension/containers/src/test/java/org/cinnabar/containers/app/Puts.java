package org.cinnabar.containers.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import org.jspecify.annotations.Nullable;

/** Methods that put. Each returns whether the value was in the cache while it ran. */
@ApplicationScoped
public class Puts {
  /** The cache of all methods. */
  public static final String CACHE = "puts";

  private final Calls calls = new Calls();
  @Inject private Contents contents;

  /** The value that was put, or "computed" and the number of the call. */
  @CacheResult(cacheName = CACHE)
  public String find(String key) {
    return "computed " + calls.next();
  }

  @CacheResult(cacheName = CACHE)
  public String find(String key, int index) {
    return "computed " + calls.next();
  }

  @CachePut(cacheName = CACHE)
  public boolean put(String key, @CacheValue String value) {
    return held(value);
  }

  @CachePut(cacheName = CACHE)
  public boolean putValueFirst(@CacheValue String value, String key, int index) {
    return held(value);
  }

  @CachePut(cacheName = CACHE)
  public boolean putMarkedKey(String note, @CacheKey String key, @CacheValue String value) {
    return held(value);
  }

  @CachePut(cacheName = CACHE, afterInvocation = false)
  public boolean putBefore(String key, @CacheValue String value) {
    return held(value);
  }

  @CachePut(
      cacheName = CACHE,
      afterInvocation = false,
      cacheFor = Trouble.Slight.class,
      noCacheFor = Trouble.Grave.class)
  public void putBeforeFailing(
      @CacheKey String key, @CacheValue String value, Class<? extends Exception> trouble)
      throws Trouble.Checked {
    if (held(value)) {
      calls.next(trouble);
    }
  }

  @CachePut(cacheName = CACHE)
  public void putFailing(
      @CacheKey String key, @CacheValue String value, @Nullable Class<? extends Exception> trouble)
      throws Trouble.Checked {
    calls.next(trouble);
  }

  @CachePut(
      cacheName = CACHE,
      cacheFor = {Trouble.Grave.class, Trouble.Checked.class})
  public void cacheFor(
      @CacheKey String key, @CacheValue String value, @Nullable Class<? extends Exception> trouble)
      throws Trouble.Checked {
    calls.next(trouble);
  }

  @CachePut(
      cacheName = CACHE,
      noCacheFor = {Trouble.Grave.class, Trouble.Checked.class})
  public void noCacheFor(
      @CacheKey String key, @CacheValue String value, @Nullable Class<? extends Exception> trouble)
      throws Trouble.Checked {
    calls.next(trouble);
  }

  @CachePut(cacheName = CACHE, cacheFor = Trouble.class, noCacheFor = Trouble.Grave.class)
  public void both(
      @CacheKey String key, @CacheValue String value, @Nullable Class<? extends Exception> trouble)
      throws Trouble.Checked {
    calls.next(trouble);
  }

  private boolean held(String value) {
    return contents.values(CACHE).contains(value);
  }
}
