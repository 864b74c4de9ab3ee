package org.cinnabar.containers.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheValue;
import org.jspecify.annotations.Nullable;

/** Methods that remove all entries, and {@link #put}, which gives them something to remove. */
@ApplicationScoped
public class Clears {
  /** The cache of all methods. */
  public static final String CACHE = "clears";

  private final Calls calls = new Calls();
  @Inject private Contents contents;

  @CachePut(cacheName = CACHE)
  public void put(String key, @CacheValue String value) {}

  /** Returns whether the value was in the cache while it ran. */
  @CacheRemoveAll(cacheName = CACHE)
  public boolean clear(String value) {
    return held(value);
  }

  /** Returns whether the value was in the cache while it ran. */
  @CacheRemoveAll(cacheName = CACHE, afterInvocation = false)
  public boolean clearBefore(String value) {
    return held(value);
  }

  @CacheRemoveAll(cacheName = CACHE, afterInvocation = false, noEvictFor = Trouble.class)
  public void clearBeforeFailing(Class<? extends Exception> trouble) throws Trouble.Checked {
    calls.next(trouble);
  }

  @CacheRemoveAll(cacheName = CACHE)
  public void clearFailing(@Nullable Class<? extends Exception> trouble) throws Trouble.Checked {
    calls.next(trouble);
  }

  @CacheRemoveAll(
      cacheName = CACHE,
      evictFor = {Trouble.Grave.class, Trouble.Checked.class})
  public void evictFor(@Nullable Class<? extends Exception> trouble) throws Trouble.Checked {
    calls.next(trouble);
  }

  @CacheRemoveAll(
      cacheName = CACHE,
      noEvictFor = {Trouble.Grave.class, Trouble.Checked.class})
  public void noEvictFor(@Nullable Class<? extends Exception> trouble) throws Trouble.Checked {
    calls.next(trouble);
  }

  @CacheRemoveAll(cacheName = CACHE, evictFor = Trouble.class, noEvictFor = Trouble.Grave.class)
  public void both(@Nullable Class<? extends Exception> trouble) throws Trouble.Checked {
    calls.next(trouble);
  }

  private boolean held(String value) {
    return contents.values(CACHE).contains(value);
  }
}
