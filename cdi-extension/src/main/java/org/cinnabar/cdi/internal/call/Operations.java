package org.cinnabar.cdi.internal.call;

import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.cache.Cache;
import javax.cache.annotation.CacheInvocationParameter;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.GeneratedCacheKey;
import org.cinnabar.cdi.internal.method.CacheCall;
import org.cinnabar.cdi.internal.method.CacheMethod;
import org.jspecify.annotations.Nullable;

/** Makes calls of annotated methods, each by the operation of its method. */
public final class Operations {
  private final Collaborators collaborators;
  private final Guard guard;
  private final @Nullable Flights flights;
  private final Map<CacheMethod<?>, Operation<?>> operations = new ConcurrentHashMap<>();

  /**
   * The operations of an application.
   *
   * @param collaborators what annotations name by class
   * @param guard decides what a failing cache means
   * @param flights joins concurrent misses; null to let each call the method
   */
  public Operations(Collaborators collaborators, Guard guard, @Nullable Flights flights) {
    this.collaborators = collaborators;
    this.guard = guard;
    this.flights = flights;
  }

  /**
   * Makes a call.
   *
   * @throws Exception what the method throws, now or earlier; or what the cache throws, where that
   *     fails calls
   */
  public <A extends Annotation> @Nullable Object call(CacheCall<A> call, Body body)
      throws Exception {
    return operation(call.method()).call(call, body);
  }

  @SuppressWarnings("unchecked")
  private <A extends Annotation> Operation<A> operation(CacheMethod<A> method) {
    return (Operation<A>) operations.computeIfAbsent(method, this::create);
  }

  @SuppressWarnings("unchecked")
  private Operation<?> create(CacheMethod<?> method) {
    Annotation annotation = method.getCacheAnnotation();
    if (annotation instanceof CacheResult) {
      var resolved = new Resolved<>((CacheMethod<CacheResult>) method, collaborators);
      return new ResultOperation(resolved, guard, flights);
    }
    return changing(new Resolved<>(method, collaborators), annotation);
  }

  private <A extends Annotation> Operation<A> changing(
      Resolved<A> resolved, Annotation annotation) {
    if (annotation instanceof CachePut) {
      return new ChangeOperation<>(resolved, guard, call -> put(resolved, call));
    } else if (annotation instanceof CacheRemove) {
      return new ChangeOperation<>(
          resolved, guard, call -> resolved.cache(call).remove(resolved.key(call)));
    }
    return new ChangeOperation<>(resolved, guard, call -> removeAll(resolved, call));
  }

  private static void removeAll(Resolved<?> resolved, CacheCall<?> call) {
    Cache<Object, Object> cache = resolved.cache(call);
    List<String> tags = resolved.method().tags().of(call);
    if (tags.isEmpty()) {
      cache.removeAll();
    } else {
      Tagging.invalidate(cache, tags);
    }
  }

  private static void put(Resolved<?> resolved, CacheCall<?> call) {
    CacheInvocationParameter parameter = call.getValueParameter();
    Object value = parameter == null ? null : parameter.getValue();
    Cache<Object, Object> cache = resolved.cache(call);
    GeneratedCacheKey key = resolved.key(call);
    if (value == null) {
      // Null can't be stored; what was there before isn't the value any more.
      cache.remove(key);
    } else {
      Tagging.tagged(cache, resolved.method().tags().of(call)).put(key, value);
    }
  }
}
