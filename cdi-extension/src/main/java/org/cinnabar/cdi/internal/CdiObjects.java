package org.cinnabar.cdi.internal;

import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.AmbiguousResolutionException;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.cache.CacheException;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheResolverFactory;
import org.cinnabar.cdi.internal.cache.ObjectSource;
import org.cinnabar.cdi.internal.call.Collaborators;
import org.cinnabar.cdi.internal.method.DefaultKeyGenerator;
import org.jspecify.annotations.Nullable;

/** Gives beans, and objects of classes that are none; one of each class. */
final class CdiObjects implements ObjectSource, Collaborators {
  private static final CacheKeyGenerator GENERATOR = new DefaultKeyGenerator();

  private final BeanManager beans;
  private final SeenBeans seen;
  private final CacheResolverFactory factory;
  private final Map<Class<?>, Object> objects = new ConcurrentHashMap<>();
  private final List<CreationalContext<?>> contexts = new ArrayList<>();

  CdiObjects(BeanManager beans, SeenBeans seen, CacheResolverFactory factory) {
    this.beans = beans;
    this.seen = seen;
    this.factory = factory;
  }

  @Override
  public CacheResolverFactory resolverFactory(
      @Nullable Class<? extends CacheResolverFactory> type) {
    return type == null ? factory : get(type);
  }

  @Override
  public CacheKeyGenerator keyGenerator(@Nullable Class<? extends CacheKeyGenerator> type) {
    return type == null ? GENERATOR : get(type);
  }

  @Override
  public <T> T get(Class<T> type) {
    Object known = objects.get(type);
    if (known == null) {
      // Not within the map's own locks: what is made may need another.
      Object made = create(type);
      Object first = objects.putIfAbsent(type, made);
      known = first == null ? made : first;
    }
    return type.cast(known);
  }

  private Object create(Class<?> type) {
    Bean<?> bean = beanOf(type);
    return bean == null ? ObjectSource.construct(type) : reference(bean, type);
  }

  /**
   * Checks that an object of this class can be had; makes it, if it is no bean.
   *
   * @throws CacheException when it can't; the message says why
   */
  void check(Class<?> type) {
    if (beanOf(type) == null) {
      get(type);
    }
  }

  private @Nullable Bean<?> beanOf(Class<?> type) {
    Set<Bean<?>> found = seen.of(beans, type);
    Set<Bean<?>> exact =
        found.stream().filter(bean -> bean.getBeanClass() == type).collect(Collectors.toSet());
    try {
      return beans.resolve(exact.isEmpty() ? found : exact);
    } catch (AmbiguousResolutionException e) {
      throw new CacheException(
          "Several beans are of the type " + type.getName() + "; leave one that it can be", e);
    }
  }

  Object reference(Bean<?> bean, Class<?> type) {
    CreationalContext<?> context = beans.createCreationalContext(bean);
    synchronized (contexts) {
      contexts.add(context);
    }
    return beans.getReference(bean, type, context);
  }

  /** Releases the dependent beans that were made. */
  void close() {
    synchronized (contexts) {
      contexts.forEach(CreationalContext::release);
      contexts.clear();
    }
  }
}
