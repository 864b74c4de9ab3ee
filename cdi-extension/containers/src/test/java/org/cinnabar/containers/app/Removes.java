package org.cinnabar.containers.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheValue;
import org.jspecify.annotations.Nullable;

/** Methods that remove one entry, each putting what it removes by {@link #put}. */
@ApplicationScoped
public class Removes {
  /** The cache of all methods. */
  public static final String CACHE = "removes";

  private final Calls calls = new Calls();
  @Inject private Contents contents;

  @CachePut(cacheName = CACHE)
  public void put(String key, @CacheValue String value) {}

  /** Returns whether the value was in the cache while it ran. */
  @CacheRemove(cacheName = CACHE)
  public boolean remove(@CacheKey String key, String value) {
    return held(value);
  }

  /** Returns whether the value was in the cache while it ran. */
  @CacheRemove(cacheName = CACHE, afterInvocation = false)
  public boolean removeBefore(@CacheKey String key, String value) {
    return held(value);
  }

  @CacheRemove(cacheName = CACHE, afterInvocation = false, noEvictFor = Trouble.class)
  public void removeBeforeFailing(@CacheKey String key, Class<? extends Exception> trouble)
      throws Trouble.Checked {
    calls.next(trouble);
  }

  @CacheRemove(cacheName = CACHE)
  public void removeFailing(@CacheKey String key, @Nullable Class<? extends Exception> trouble)
      throws Trouble.Checked {
    calls.next(trouble);
  }

  @CacheRemove(
      cacheName = CACHE,
      evictFor = {Trouble.Grave.class, Trouble.Checked.class})
  public void evictFor(@CacheKey String key, @Nullable Class<? extends Exception> trouble)
      throws Trouble.Checked {
    calls.next(trouble);
  }

  @CacheRemove(
      cacheName = CACHE,
      noEvictFor = {Trouble.Grave.class, Trouble.Checked.class})
  public void noEvictFor(@CacheKey String key, @Nullable Class<? extends Exception> trouble)
      throws Trouble.Checked {
    calls.next(trouble);
  }

  @CacheRemove(cacheName = CACHE, evictFor = Trouble.class, noEvictFor = Trouble.Grave.class)
  public void both(@CacheKey String key, @Nullable Class<? extends Exception> trouble)
      throws Trouble.Checked {
    calls.next(trouble);
  }

  private boolean held(String value) {
    return contents.values(CACHE).contains(value);
  }
}
