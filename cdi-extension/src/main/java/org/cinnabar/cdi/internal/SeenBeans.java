package org.cinnabar.cdi.internal;

import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import javax.cache.CacheManager;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import javax.cache.spi.CachingProvider;

/**
 * The application's beans of the types that caching uses, as the container announced them: on
 * Payara and GlassFish the extension's own archive doesn't see those of the application.
 */
final class SeenBeans {
  private static final Set<Class<?>> TYPES =
      Set.of(
          CacheKeyGenerator.class,
          CacheResolverFactory.class,
          CacheLoader.class,
          CacheWriter.class,
          CacheManager.class,
          CachingProvider.class);

  private final Set<Bean<?>> seen = new LinkedHashSet<>();

  void note(Bean<?> bean) {
    if (bean.getQualifiers().contains(Default.Literal.INSTANCE)
        && bean.getTypes().stream().anyMatch(type -> TYPES.contains(raw(type)))) {
      seen.add(bean);
    }
  }

  private static Type raw(Type type) {
    return type instanceof ParameterizedType parameterized ? parameterized.getRawType() : type;
  }

  /** The beans of this type that are visible, or if there are none, those that were announced. */
  Set<Bean<?>> of(BeanManager beans, Class<?> type) {
    Set<Bean<?>> visible = beans.getBeans(type);
    return visible.isEmpty()
        ? seen.stream().filter(bean -> bean.getTypes().contains(type)).collect(Collectors.toSet())
        : visible;
  }
}
