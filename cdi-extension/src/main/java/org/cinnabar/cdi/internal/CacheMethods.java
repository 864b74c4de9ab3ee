package org.cinnabar.cdi.internal;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cinnabar.cdi.internal.method.BeanAnnotations;
import org.cinnabar.cdi.internal.method.CacheMethod;
import org.cinnabar.cdi.internal.method.MethodReader;
import org.cinnabar.cdi.internal.method.Mistakes;

/** The annotated methods of an application, resolved once each. */
final class CacheMethods {
  private record Target(Class<?> type, Method method) {}

  private final AnnotationReading reading;
  private final MethodReader reader;
  private final Map<Class<?>, BeanAnnotations> beans = new HashMap<>();
  private final Map<Target, Optional<CacheMethod<?>>> methods = new ConcurrentHashMap<>();

  CacheMethods(AnnotationReading reading) {
    this.reading = reading;
    reader = new MethodReader(reading::ofClass);
  }

  /** Adds a bean class, before any of its methods is called; gives the mistakes in it. */
  List<String> add(BeanAnnotations bean) {
    List<CacheMethod<?>> found = new ArrayList<>();
    bean.ofMethods().keySet().stream()
        .filter(method -> method.getDeclaringClass() != Object.class)
        .sorted(Comparator.comparing(Method::toString))
        .forEach(method -> reader.read(bean, method).ifPresent(found::add));
    if (!found.isEmpty()) {
      beans.put(bean.type(), bean);
      found.forEach(
          method -> methods.put(new Target(bean.type(), method.getMethod()), Optional.of(method)));
    }
    return Mistakes.in(bean, found);
  }

  /** The bean classes that have annotated methods. */
  Set<Class<?>> beanClasses() {
    return beans.keySet();
  }

  /** All methods that are known. */
  Collection<CacheMethod<?>> all() {
    return methods.values().stream().flatMap(Optional::stream).toList();
  }

  /**
   * What a method means on a target.
   *
   * @param type the target's class, which may be one that the container made
   * @param annotation the annotation that must rule it
   */
  Optional<CacheMethod<?>> find(
      Class<?> type, Method method, Class<? extends Annotation> annotation) {
    return methods
        .computeIfAbsent(new Target(type, method), this::resolve)
        .filter(found -> annotation.isInstance(found.getCacheAnnotation()));
  }

  private Optional<CacheMethod<?>> resolve(Target target) {
    Method method = Bridges.bridgedBy(target.method);
    for (Class<?> type = target.type; type != null; type = type.getSuperclass()) {
      Optional<CacheMethod<?>> known = methods.get(new Target(type, method));
      if (known != null) {
        return known;
      }
      BeanAnnotations bean = beans.get(type);
      if (bean != null) {
        return reader.read(bean, method);
      }
    }
    return reader.read(reading.read(method.getDeclaringClass(), method), method);
  }
}
