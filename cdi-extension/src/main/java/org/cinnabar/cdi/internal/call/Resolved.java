package org.cinnabar.cdi.internal.call;

import static java.util.Objects.requireNonNull;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import javax.cache.Cache;
import javax.cache.annotation.CacheInvocationContext;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheResolver;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.GeneratedCacheKey;
import org.cinnabar.cdi.internal.method.CacheCall;
import org.cinnabar.cdi.internal.method.CacheMethod;
import org.jspecify.annotations.Nullable;

/**
 * An annotated method with its resolvers and key generator, each made once, when first needed (as
 * {@code CacheResolverFactory} asks).
 *
 * @param <A> its cache annotation
 */
final class Resolved<A extends Annotation> {
  private final CacheMethod<A> method;
  private final Lazy<CacheResolver> resolver;
  private final @Nullable Lazy<CacheResolver> exceptionResolver;
  private final Lazy<CacheKeyGenerator> generator;

  Resolved(CacheMethod<A> method, Collaborators collaborators) {
    this.method = method;
    resolver = new Lazy<>(() -> resolverOf(collaborators));
    exceptionResolver = exceptionResolver(method, collaborators);
    generator = new Lazy<>(() -> collaborators.keyGenerator(method.keyGenerator()));
  }

  private CacheResolver resolverOf(Collaborators collaborators) {
    return requireNonNull(
        collaborators.resolverFactory(method.resolverFactory()).getCacheResolver(method),
        () -> "The cache resolver factory of " + method + " returned null");
  }

  @SuppressWarnings("unchecked")
  private static @Nullable Lazy<CacheResolver> exceptionResolver(
      CacheMethod<?> method, Collaborators collaborators) {
    boolean wanted =
        method.getCacheAnnotation() instanceof CacheResult result
            && !result.exceptionCacheName().isBlank();
    if (!wanted) {
      return null;
    }
    CacheMethod<CacheResult> resulting = (CacheMethod<CacheResult>) method;
    return new Lazy<>(
        () ->
            requireNonNull(
                collaborators
                    .resolverFactory(method.resolverFactory())
                    .getExceptionCacheResolver(resulting),
                () -> "The cache resolver factory of " + method + " returned null"));
  }

  CacheMethod<A> method() {
    return method;
  }

  Cache<Object, Object> cache(CacheInvocationContext<? extends Annotation> call) {
    return requireNonNull(
        resolver.get().resolveCache(call), () -> "The cache resolver of " + method + " gave none");
  }

  @Nullable Cache<Object, Object> exceptionCache(
      CacheInvocationContext<? extends Annotation> call) {
    return exceptionResolver == null ? null : exceptionResolver.get().resolveCache(call);
  }

  GeneratedCacheKey key(CacheCall<?> call) {
    return requireNonNull(
        generator.get().generateCacheKey(call),
        () -> "The key generator of " + method + " returned null");
  }

  /** Whether the method may return this object, as a cache may hold anything. */
  boolean canReturn(Object value) {
    Method declared = method.getMethod();
    return boxed(declared.getReturnType()).isInstance(value);
  }

  private static Class<?> boxed(Class<?> type) {
    return java.lang.invoke.MethodType.methodType(type).wrap().returnType();
  }
}
