package org.cinnabar.containers.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.cache.CacheManager;
import javax.cache.annotation.CacheMethodDetails;
import javax.cache.annotation.CacheResolver;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;

/**
 * A bean: resolves to the cache of the method's name with a prefix, and remembers what it was
 * asked.
 */
@ApplicationScoped
public class PrefixResolverFactory implements CacheResolverFactory {
  /** Before the names of caches. */
  public static final String PREFIX = "prefixed-";

  private final List<String> asked = new CopyOnWriteArrayList<>();
  @Inject private CacheManager manager;

  @Override
  public CacheResolver getCacheResolver(CacheMethodDetails<? extends Annotation> details) {
    asked.add(details.getMethod().getName());
    return new NamedResolver(manager, PREFIX + details.getCacheName());
  }

  @Override
  public CacheResolver getExceptionCacheResolver(CacheMethodDetails<CacheResult> details) {
    return new NamedResolver(manager, PREFIX + details.getCacheAnnotation().exceptionCacheName());
  }

  /** The names of the methods that a resolver was asked for, each as often as it was. */
  public List<String> asked() {
    return List.copyOf(asked);
  }
}
