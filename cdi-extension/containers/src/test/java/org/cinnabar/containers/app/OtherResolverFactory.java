package org.cinnabar.containers.app;

import jakarta.enterprise.inject.Vetoed;
import jakarta.enterprise.inject.spi.CDI;
import java.lang.annotation.Annotation;
import javax.cache.CacheManager;
import javax.cache.annotation.CacheMethodDetails;
import javax.cache.annotation.CacheResolver;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;

/** No bean: resolves to one cache for everything. */
@Vetoed
public class OtherResolverFactory implements CacheResolverFactory {
  /** The cache of all methods that name this factory. */
  public static final String CACHE = "resolved-by-other";

  @Override
  public CacheResolver getCacheResolver(CacheMethodDetails<? extends Annotation> details) {
    return new NamedResolver(CDI.current().select(CacheManager.class).get(), CACHE);
  }

  @Override
  public CacheResolver getExceptionCacheResolver(CacheMethodDetails<CacheResult> details) {
    throw new UnsupportedOperationException("No method of this factory caches exceptions");
  }
}
