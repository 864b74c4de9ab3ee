package org.cinnabar.cdi.internal.method;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.cache.annotation.CacheDefaults;
import org.jspecify.annotations.Nullable;

/**
 * Resolves what an annotated method means: its own annotation before its class's, and the nearest
 * {@code @CacheDefaults} of the class and its superclasses for what the annotation leaves open.
 */
public final class MethodReader {
  private final Function<Class<?>, Set<Annotation>> annotationsOf;

  /**
   * A reader.
   *
   * @param annotationsOf gives a class's annotations, those of its stereotypes included
   */
  public MethodReader(Function<Class<?>, Set<Annotation>> annotationsOf) {
    this.annotationsOf = annotationsOf;
  }

  /**
   * The meaning of a method of this bean; empty when no cache annotation applies. Of several at one
   * place the first counts: {@link Mistakes} reports them.
   */
  public Optional<CacheMethod<?>> read(BeanAnnotations bean, Method method) {
    Set<Annotation> ofMethod = bean.ofMethods().getOrDefault(method, Set.of());
    List<Annotation> own = cacheAnnotations(ofMethod);
    List<Annotation> found = own.isEmpty() ? cacheAnnotations(bean.ofType()) : own;
    return found.stream().findFirst().map(a -> create(bean, method, ofMethod, a));
  }

  private CacheMethod<?> create(
      BeanAnnotations bean, Method method, Set<Annotation> ofMethod, Annotation annotation) {
    return new CacheMethod<>(method, ofMethod, annotation, defaultsOf(bean));
  }

  private @Nullable CacheDefaults defaultsOf(BeanAnnotations bean) {
    CacheDefaults defaults = find(bean.ofType());
    Class<?> type = bean.type().getSuperclass();
    while (defaults == null && type != null) {
      defaults = find(annotationsOf.apply(type));
      type = type.getSuperclass();
    }
    return defaults;
  }

  private static @Nullable CacheDefaults find(Set<Annotation> annotations) {
    for (Annotation annotation : annotations) {
      if (annotation instanceof CacheDefaults defaults) {
        return defaults;
      }
    }
    return null;
  }

  /** The cache annotations among these, in the order result, put, remove, remove all. */
  static List<Annotation> cacheAnnotations(Set<Annotation> annotations) {
    return Members.TYPES.stream()
        .flatMap(type -> annotations.stream().filter(type::isInstance))
        .toList();
  }
}
