package org.cinnabar.containers.app;

import java.lang.annotation.Annotation;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.annotation.CacheInvocationContext;
import javax.cache.annotation.CacheResolver;
import javax.cache.configuration.MutableConfiguration;

/** Resolves to the cache of one name, which it creates if it must. */
final class NamedResolver implements CacheResolver {
  private final CacheManager manager;
  private final String name;

  NamedResolver(CacheManager manager, String name) {
    this.manager = manager;
    this.name = name;
  }

  @Override
  public <K, V> Cache<K, V> resolveCache(CacheInvocationContext<? extends Annotation> context) {
    synchronized (NamedResolver.class) {
      Cache<K, V> cache = manager.getCache(name);
      return cache == null ? manager.createCache(name, new MutableConfiguration<K, V>()) : cache;
    }
  }
}
