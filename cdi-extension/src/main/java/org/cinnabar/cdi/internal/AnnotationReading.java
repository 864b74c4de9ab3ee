package org.cinnabar.cdi.internal;

import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import javax.cache.annotation.CacheResult;
import org.cinnabar.cdi.internal.method.BeanAnnotations;

/**
 * Reads annotations as the container does: with what stereotypes and interceptor bindings carry in
 * turn. What is nearer counts before what they carry.
 */
final class AnnotationReading {
  private final BeanManager beans;

  AnnotationReading(BeanManager beans) {
    this.beans = beans;
  }

  /** The annotations of a bean's class. */
  BeanAnnotations read(AnnotatedType<?> type) {
    Map<Method, Set<Annotation>> methods = new HashMap<>();
    for (AnnotatedMethod<?> method : type.getMethods()) {
      if (!method.getJavaMember().isSynthetic()) {
        methods.put(method.getJavaMember(), expand(method.getAnnotations()));
      }
    }
    return new BeanAnnotations(type.getJavaClass(), expand(type.getAnnotations()), methods);
  }

  /** The annotations of a class that the container didn't show, and of one of its methods. */
  BeanAnnotations read(Class<?> type, Method method) {
    return new BeanAnnotations(
        type, ofClass(type), Map.of(method, expand(Arrays.asList(method.getAnnotations()))));
  }

  Set<Annotation> ofClass(Class<?> type) {
    return expand(Arrays.asList(type.getAnnotations()));
  }

  private Set<Annotation> expand(Collection<Annotation> own) {
    Set<Class<?>> seen = new HashSet<>();
    Set<Annotation> expanded = new LinkedHashSet<>(own);
    Deque<Annotation> pending = new ArrayDeque<>(own);
    while (!pending.isEmpty()) {
      Annotation annotation = pending.remove();
      if (seen.add(annotation.annotationType())) {
        if (annotation.annotationType().getPackage() == CacheResult.class.getPackage()) {
          expanded.add(annotation);
        }
        pending.addAll(carriedBy(annotation.annotationType()));
      }
    }
    return expanded;
  }

  private Set<Annotation> carriedBy(Class<? extends Annotation> type) {
    if (beans.isStereotype(type)) {
      return beans.getStereotypeDefinition(type);
    }
    return beans.isInterceptorBinding(type)
        ? beans.getInterceptorBindingDefinition(type)
        : Set.of();
  }
}
