package org.cinnabar.containers.app;

import jakarta.enterprise.context.ApplicationScoped;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheResult;
import org.jspecify.annotations.Nullable;

/** Methods whose exceptions are cached, by each combination of rules. */
@ApplicationScoped
public class Failures {
  /** The cache of {@link #all}'s exceptions. */
  public static final String CACHE = "failures-exceptions";

  private final Calls calls = new Calls();

  @CacheResult(cacheName = "failures", exceptionCacheName = CACHE)
  public Integer all(@CacheKey String key, @Nullable Class<? extends Exception> trouble)
      throws Trouble.Checked {
    return calls.next(trouble);
  }

  @CacheResult(cacheName = "failures", exceptionCacheName = CACHE, skipGet = true)
  public Integer always(@CacheKey String key, @Nullable Class<? extends Exception> trouble)
      throws Trouble.Checked {
    return calls.next(trouble);
  }

  @CacheResult(
      cacheName = "failures-cached",
      exceptionCacheName = "failures-cached-exceptions",
      cachedExceptions = {Trouble.Grave.class, Trouble.Checked.class})
  public Integer cached(@CacheKey String key, @Nullable Class<? extends Exception> trouble)
      throws Trouble.Checked {
    return calls.next(trouble);
  }

  @CacheResult(
      cacheName = "failures-noncached",
      exceptionCacheName = "failures-noncached-exceptions",
      nonCachedExceptions = {Trouble.Grave.class, Trouble.Checked.class})
  public Integer nonCached(@CacheKey String key, @Nullable Class<? extends Exception> trouble)
      throws Trouble.Checked {
    return calls.next(trouble);
  }

  @CacheResult(
      cacheName = "failures-both",
      exceptionCacheName = "failures-both-exceptions",
      cachedExceptions = Trouble.class,
      nonCachedExceptions = Trouble.Grave.class)
  public Integer both(@CacheKey String key, @Nullable Class<? extends Exception> trouble)
      throws Trouble.Checked {
    return calls.next(trouble);
  }
}
