package org.cinnabar.cdi.internal.method;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheMethodDetails;
import javax.cache.annotation.CacheResolverFactory;
import org.jspecify.annotations.Nullable;

/**
 * An annotated method with its defaults resolved (JSR-107, {@code CacheMethodDetails}).
 *
 * @param <A> its cache annotation
 */
public final class CacheMethod<A extends Annotation> implements CacheMethodDetails<A> {
  private final Method method;
  private final Set<Annotation> annotations;
  private final A annotation;
  private final Members members;
  private final String cacheName;
  private final Parameters parameters;
  private final TagTemplates tags;

  CacheMethod(
      Method method, Set<Annotation> annotations, A annotation, @Nullable CacheDefaults defaults) {
    this.method = method;
    this.annotations = Set.copyOf(annotations);
    this.annotation = annotation;
    members = Members.of(annotation).orElse(defaults);
    cacheName = members.cacheName().isEmpty() ? defaultName(method) : members.cacheName();
    parameters = Parameters.of(method);
    tags = TagTemplates.of(annotations);
  }

  private static String defaultName(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .map(Class::getName)
        .collect(
            Collectors.joining(
                ",", method.getDeclaringClass().getName() + '.' + method.getName() + '(', ")"));
  }

  @Override
  public Method getMethod() {
    return method;
  }

  @Override
  public Set<Annotation> getAnnotations() {
    return annotations;
  }

  @Override
  public A getCacheAnnotation() {
    return annotation;
  }

  @Override
  public String getCacheName() {
    return cacheName;
  }

  /** The factory of its cache resolver; null for the default one. */
  public @Nullable Class<? extends CacheResolverFactory> resolverFactory() {
    Class<? extends CacheResolverFactory> type = members.resolverFactory();
    return type == CacheResolverFactory.class ? null : type;
  }

  /** Its key generator; null for the default one. */
  public @Nullable Class<? extends CacheKeyGenerator> keyGenerator() {
    Class<? extends CacheKeyGenerator> type = members.keyGenerator();
    return type == CacheKeyGenerator.class ? null : type;
  }

  /** Whether the cache is changed after the call, not before. */
  public boolean afterInvocation() {
    return members.afterInvocation();
  }

  /** Which exceptions of the method count. */
  public ExceptionFilter exceptions() {
    return members.filter();
  }

  /** The raw type of the parameter with {@code @CacheValue}; null for none. */
  public @Nullable Class<?> valueParameterType() {
    Parameters.Declared value = parameters.value();
    return value == null ? null : value.rawType();
  }

  /** The tags of what it stores or removes. */
  public TagTemplates tags() {
    return tags;
  }

  List<Parameters.Declared> allParameters() {
    return parameters.all();
  }

  List<Parameters.Declared> keyParameters() {
    return parameters.keys();
  }

  Parameters.@Nullable Declared valueParameter() {
    return parameters.value();
  }

  /** Class, name and parameters, for messages. */
  @Override
  public String toString() {
    return Methods.describe(method);
  }
}
