package org.cinnabar.cdi.internal.method;

import java.lang.annotation.Annotation;
import java.util.List;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;
import org.jspecify.annotations.Nullable;

/**
 * The members that the cache annotations have in common.
 *
 * @param cacheName empty for the default
 * @param resolverFactory the interface itself for the default
 * @param keyGenerator the interface itself for the default
 * @param afterInvocation whether the cache is changed after the call; true where that isn't asked
 * @param filter which exceptions of the method count
 */
record Members(
    String cacheName,
    Class<? extends CacheResolverFactory> resolverFactory,
    Class<? extends CacheKeyGenerator> keyGenerator,
    boolean afterInvocation,
    ExceptionFilter filter) {
  /** The annotations of which a method may have one. */
  static final List<Class<? extends Annotation>> TYPES =
      List.of(CacheResult.class, CachePut.class, CacheRemove.class, CacheRemoveAll.class);

  static Members of(Annotation annotation) {
    if (annotation instanceof CacheResult a) {
      return new Members(
          a.cacheName(),
          a.cacheResolverFactory(),
          a.cacheKeyGenerator(),
          true,
          ExceptionFilter.of(a.cachedExceptions(), a.nonCachedExceptions(), true));
    } else if (annotation instanceof CachePut a) {
      return new Members(
          a.cacheName(),
          a.cacheResolverFactory(),
          a.cacheKeyGenerator(),
          a.afterInvocation(),
          ExceptionFilter.of(a.cacheFor(), a.noCacheFor(), false));
    } else if (annotation instanceof CacheRemove a) {
      return new Members(
          a.cacheName(),
          a.cacheResolverFactory(),
          a.cacheKeyGenerator(),
          a.afterInvocation(),
          ExceptionFilter.of(a.evictFor(), a.noEvictFor(), false));
    } else if (annotation instanceof CacheRemoveAll a) {
      return new Members(
          a.cacheName(),
          a.cacheResolverFactory(),
          CacheKeyGenerator.class,
          a.afterInvocation(),
          ExceptionFilter.of(a.evictFor(), a.noEvictFor(), false));
    }
    throw new IllegalArgumentException("No cache annotation: " + annotation);
  }

  /** These members with what they leave open taken from the class's defaults. */
  Members orElse(@Nullable CacheDefaults defaults) {
    if (defaults == null) {
      return this;
    }
    return new Members(
        cacheName.isEmpty() ? defaults.cacheName() : cacheName,
        resolverFactory == CacheResolverFactory.class
            ? defaults.cacheResolverFactory()
            : resolverFactory,
        keyGenerator == CacheKeyGenerator.class ? defaults.cacheKeyGenerator() : keyGenerator,
        afterInvocation,
        filter);
  }
}
