package org.cinnabar.cdi.internal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.configurator.BeanConfigurator;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;
import javax.cache.spi.CachingProvider;
import org.cinnabar.cdi.CacheErrors;
import org.cinnabar.cdi.CacheName;
import org.cinnabar.cdi.CinnabarExtension;
import org.cinnabar.cdi.internal.cache.DeclaredCaches;
import org.cinnabar.cdi.internal.call.Lazy;
import org.jspecify.annotations.Nullable;

/**
 * What can be injected: provider, manager, caches by name, the count of errors. Whatever the
 * application has beans of its own for is left to those.
 */
final class Injections {
  private final Application application;
  private final List<CachePoint> points = new ArrayList<>();
  private final Set<Class<?>> classes = new LinkedHashSet<>();
  private final Set<String> foreignCaches = new TreeSet<>();
  private final SeenBeans seen = new SeenBeans();
  private boolean foreignManager;
  private boolean foreignProvider;
  private boolean wanted;

  Injections(Application application) {
    this.application = application;
  }

  void noteBean(Bean<?> bean) {
    if (bean.getBeanClass() == CinnabarExtension.class) {
      return;
    }
    seen.note(bean);
    Set<Annotation> qualifiers = bean.getQualifiers();
    if (qualifiers.contains(Default.Literal.INSTANCE)) {
      foreignManager |= bean.getTypes().contains(CacheManager.class);
      foreignProvider |= bean.getTypes().contains(CachingProvider.class);
    }
    for (Annotation qualifier : qualifiers) {
      if (qualifier instanceof CacheName name) {
        foreignCaches.add(name.value());
      }
    }
  }

  void notePoint(InjectionPoint point) {
    if (point.getType() == CacheManager.class || point.getType() == CachingProvider.class) {
      wanted = true;
      noteClass(point);
    }
    CachePoint.of(point)
        .ifPresent(
            found -> {
              points.add(found);
              noteClass(point);
            });
  }

  private void noteClass(InjectionPoint point) {
    classes.add(point.getMember().getDeclaringClass());
  }

  /** Application classes into which something is injected. */
  Set<Class<?>> classes() {
    return classes;
  }

  /** The names of the caches that are injected from here. */
  Set<String> cacheNames() {
    Set<String> names = new TreeSet<>();
    points.forEach(point -> names.add(point.name()));
    names.removeAll(foreignCaches);
    return names;
  }

  /** Whether anything is injected that needs a provider. */
  boolean anyOfOurs() {
    return wanted || !cacheNames().isEmpty();
  }

  void addBeans(AfterBeanDiscovery event) {
    addOurs(event, CacheInvoker.class, application::runtime);
    addOurs(event, CacheErrors.class, application::errors);
    if (!foreignProvider) {
      addStandard(event, CachingProvider.class, () -> application.runtime().access().provider());
    }
    if (!foreignManager) {
      addStandard(event, CacheManager.class, () -> application.runtime().manager());
    }
    cacheNames().forEach(name -> addCache(event, name));
  }

  // A client proxy, which passivating beans can keep. OpenWebBeans makes it of the bean class.
  private static <T> void addOurs(AfterBeanDiscovery event, Class<T> type, Supplier<T> source) {
    bean(event, type, source).beanClass(type).scope(ApplicationScoped.class);
  }

  // No proxy: its bean class would have to be the standard's, which is in no bean archive.
  private static <T> void addStandard(AfterBeanDiscovery event, Class<T> type, Supplier<T> source) {
    bean(event, type, source).beanClass(CinnabarExtension.class).scope(Dependent.class);
  }

  private static <T> BeanConfigurator<T> bean(
      AfterBeanDiscovery event, Class<T> type, Supplier<T> source) {
    return event
        .<T>addBean()
        .id(CinnabarExtension.class.getName() + ' ' + type.getName())
        .types(type, Object.class)
        .qualifiers(Default.Literal.INSTANCE, Any.Literal.INSTANCE)
        .createWith(context -> source.get());
  }

  private void addCache(AfterBeanDiscovery event, String name) {
    event
        .<Cache<?, ?>>addBean()
        .beanClass(CinnabarExtension.class)
        .id(CinnabarExtension.class.getName() + ' ' + name)
        .types(AnyCache.class.getGenericInterfaces()[0], Object.class)
        .qualifiers(CacheName.Literal.of(name), Any.Literal.INSTANCE)
        .scope(Dependent.class)
        .createWith(context -> cache(name));
  }

  // The types of keys and values are variables, so one bean serves every injection point.
  private interface AnyCache<K, V> extends Cache<K, V> {}

  @SuppressWarnings("unchecked")
  private Cache<?, ?> cache(String name) {
    Cache<?, ?> cache = application.runtime().caches().cache(name);
    Configuration<?, ?> configuration = cache.getConfiguration(Configuration.class);
    points.stream()
        .filter(point -> point.name().equals(name))
        .forEach(point -> point.misfit(configuration).ifPresent(Injections::refuse));
    return cache;
  }

  private static void refuse(String misfit) {
    throw new ClassCastException(misfit);
  }

  /** Adds the places whose types aren't those that the settings say. */
  void checkTypes(DeclaredCaches declared, List<String> mistakes) {
    for (CachePoint point : points) {
      if (!foreignCaches.contains(point.name())) {
        var cache = declared.of(point.name());
        point.misfit(cache.keyType(), cache.valueType()).ifPresent(mistakes::add);
      }
    }
  }

  /** Lets caches that have no types get those with which they are injected. */
  void suggestTypes(DeclaredCaches declared, Set<String> exceptions) {
    for (CachePoint point : points) {
      if (!exceptions.contains(point.name())) {
        declared.suggestTypes(point.name(), point.keyType(), point.valueType());
      }
    }
  }

  /** The application's own manager; null when it has none. */
  @Nullable Supplier<CacheManager> manager(BeanManager beans) {
    return foreignManager ? reference(beans, CacheManager.class) : null;
  }

  /** The application's own provider; null when it has none. */
  @Nullable Supplier<CachingProvider> provider(BeanManager beans) {
    return foreignProvider ? reference(beans, CachingProvider.class) : null;
  }

  /** The application's beans of the types that caching uses. */
  SeenBeans seen() {
    return seen;
  }

  // Once, so that one dependent object serves the whole application.
  private <T> Supplier<T> reference(BeanManager beans, Class<T> type) {
    Lazy<T> reference =
        new Lazy<>(
            () -> {
              Bean<?> bean = beans.resolve(seen.of(beans, type));
              return type.cast(beans.getReference(bean, type, beans.createCreationalContext(bean)));
            });
    return reference::get;
  }
}
