package org.cinnabar.cdi.internal.cache;

import java.lang.annotation.Annotation;
import javax.cache.Cache;
import javax.cache.annotation.CacheInvocationContext;
import javax.cache.annotation.CacheMethodDetails;
import javax.cache.annotation.CacheResolver;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;

/** Resolves a cache by the name that its annotation gives or defaults to. */
public final class DefaultResolverFactory implements CacheResolverFactory {
  private final Caches caches;

  /** Resolves from these caches. */
  public DefaultResolverFactory(Caches caches) {
    this.caches = caches;
  }

  @Override
  public CacheResolver getCacheResolver(CacheMethodDetails<? extends Annotation> method) {
    return new ByName(caches, method.getCacheName());
  }

  @Override
  public CacheResolver getExceptionCacheResolver(CacheMethodDetails<CacheResult> method) {
    return new ByName(caches, method.getCacheAnnotation().exceptionCacheName());
  }

  private record ByName(Caches caches, String name) implements CacheResolver {
    @Override
    @SuppressWarnings("unchecked")
    public <K, V> Cache<K, V> resolveCache(CacheInvocationContext<? extends Annotation> call) {
      return (Cache<K, V>) caches.cache(name);
    }
  }
}
