package org.cinnabar.cdi.internal.method;

import static java.util.stream.Collectors.joining;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import org.cinnabar.cdi.CacheTags;
import org.jspecify.annotations.Nullable;

/** Finds what can't be meant in the annotations of a bean. Each is said with its remedy. */
public final class Mistakes {
  private final BeanAnnotations bean;
  private final List<String> found = new ArrayList<>();

  private Mistakes(BeanAnnotations bean) {
    this.bean = bean;
  }

  /** The mistakes in the annotations of this bean, each naming class, method and remedy. */
  public static List<String> in(BeanAnnotations bean, List<CacheMethod<?>> methods) {
    Mistakes mistakes = new Mistakes(bean);
    mistakes.checkType(methods);
    methods.forEach(mistakes::checkMethod);
    mistakes.checkUnreachable();
    return mistakes.found;
  }

  private void checkType(List<CacheMethod<?>> methods) {
    List<Annotation> ofType = MethodReader.cacheAnnotations(bean.ofType());
    if (ofType.size() > 1) {
      add(bean.type().getTypeName(), several(ofType));
    }
    if (Modifier.isFinal(bean.type().getModifiers()) && !methods.isEmpty()) {
      add(bean.type().getTypeName(), "is final, so its methods can't be intercepted; remove final");
    }
  }

  private static String several(List<Annotation> annotations) {
    return "has "
        + annotations.stream().map(Mistakes::name).collect(joining(" and "))
        + ", of which one is allowed; move the others to methods of their own";
  }

  private void checkMethod(CacheMethod<?> method) {
    List<Annotation> own = MethodReader.cacheAnnotations(method.getAnnotations());
    if (own.size() > 1) {
      add(method.toString(), several(own));
    }
    Annotation annotation = method.getCacheAnnotation();
    checkValues(method, annotation);
    if (annotation instanceof CacheRemoveAll) {
      checkNoKeys(method);
    }
    checkTags(method, annotation);
    if (annotation instanceof CacheResult
        && !own.isEmpty()
        && method.getMethod().getReturnType() == void.class) {
      add(method.toString(), "returns nothing that @CacheResult could store; return a value");
    }
  }

  private void checkValues(CacheMethod<?> method, Annotation annotation) {
    List<Parameters.Declared> values =
        method.allParameters().stream().filter(Parameters.Declared::isValue).toList();
    if (!(annotation instanceof CachePut)) {
      if (!values.isEmpty()) {
        add(
            method.toString(),
            "has a parameter with @CacheValue, which only @CachePut uses; remove it");
      }
      return;
    }
    if (values.isEmpty()) {
      add(method.toString(), "has no value to put; annotate one parameter with @CacheValue");
    } else if (values.size() > 1) {
      add(method.toString(), "has several parameters with @CacheValue; keep one");
    }
    if (values.stream().anyMatch(Parameters.Declared::isKey)) {
      add(
          method.toString(),
          "has a parameter with both @CacheKey and @CacheValue; keep one of the two");
    }
  }

  private void checkTags(CacheMethod<?> method, Annotation annotation) {
    method
        .tags()
        .mistakes(method.allParameters().size())
        .forEach(mistake -> add(method.toString(), mistake));
    if (annotation instanceof CacheRemove && !method.tags().isEmpty()) {
      add(
          method.toString(),
          "has @CacheTags, which @CacheRemove doesn't use; use @CacheRemoveAll to remove what has the tags, or remove it");
    }
  }

  private void checkNoKeys(CacheMethod<?> method) {
    if (method.allParameters().stream().anyMatch(Parameters.Declared::isKey)) {
      add(
          method.toString(),
          "has a parameter with @CacheKey, but @CacheRemoveAll has no key; remove it, or use @CacheRemove");
    }
  }

  private void checkUnreachable() {
    for (Class<?> type = bean.type(); type != null; type = type.getSuperclass()) {
      for (Method method : declaredBy(type)) {
        if (!method.isSynthetic()) {
          checkModifiers(method);
        }
      }
    }
  }

  private static Method[] declaredBy(Class<?> type) {
    try {
      return type.getDeclaredMethods();
    } catch (LinkageError e) {
      // Some method names a class of an optional library that isn't there.
      return new Method[0];
    }
  }

  private void checkModifiers(Method method) {
    Set<Annotation> annotations = Set.of(method.getAnnotations());
    List<Annotation> own = MethodReader.cacheAnnotations(annotations);
    String obstacle = obstacle(method.getModifiers());
    if (own.isEmpty()) {
      checkStray(method);
      checkStrayTags(method);
    } else if (obstacle != null) {
      add(
          Methods.describe(method),
          "has %s but is %s, so it can't be intercepted; remove %s"
              .formatted(name(own.get(0)), obstacle, obstacle));
    }
  }

  private void checkStray(Method method) {
    boolean stray =
        MethodReader.cacheAnnotations(bean.ofMethods().getOrDefault(method, Set.of())).isEmpty()
            && MethodReader.cacheAnnotations(bean.ofType()).isEmpty()
            && Arrays.stream(method.getParameterAnnotations())
                .flatMap(Arrays::stream)
                .anyMatch(a -> a instanceof CacheKey || a instanceof CacheValue);
    if (stray) {
      add(
          Methods.describe(method),
          "has @CacheKey or @CacheValue on a parameter but no cache annotation; add one, or remove it");
    }
  }

  private void checkStrayTags(Method method) {
    Set<Annotation> annotations = bean.ofMethods().getOrDefault(method, Set.of());
    if (annotations.stream().anyMatch(CacheTags.class::isInstance)
        && MethodReader.cacheAnnotations(annotations).isEmpty()
        && MethodReader.cacheAnnotations(bean.ofType()).isEmpty()) {
      add(
          Methods.describe(method),
          "has @CacheTags but no cache annotation; add @CacheResult, @CachePut or @CacheRemoveAll, or remove it");
    }
  }

  private static @Nullable String obstacle(int modifiers) {
    if (Modifier.isPrivate(modifiers)) {
      return "private";
    } else if (Modifier.isStatic(modifiers)) {
      return "static";
    }
    return Modifier.isFinal(modifiers) ? "final" : null;
  }

  private static String name(Annotation annotation) {
    return "@" + annotation.annotationType().getSimpleName();
  }

  private void add(String where, String what) {
    found.add(where + " " + what + ".");
  }
}
