package org.cinnabar.cdi.internal.method;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import javax.cache.annotation.CacheInvocationParameter;
import javax.cache.annotation.CacheKeyInvocationContext;
import org.jspecify.annotations.Nullable;

/**
 * One call of an annotated method (JSR-107, {@code CacheKeyInvocationContext}).
 *
 * @param method what is called
 * @param target on which object
 * @param parameters with which values
 * @param container the container's own context, for {@link #unwrap}
 * @param <A> the cache annotation
 */
public record CacheCall<A extends Annotation>(
    CacheMethod<A> method, Object target, @Nullable Object[] parameters, Object container)
    implements CacheKeyInvocationContext<A> {

  @Override
  public Object getTarget() {
    return target;
  }

  @Override
  public CacheInvocationParameter[] getAllParameters() {
    return withValues(method.allParameters());
  }

  @Override
  public CacheInvocationParameter[] getKeyParameters() {
    return withValues(method.keyParameters());
  }

  @Override
  public @Nullable CacheInvocationParameter getValueParameter() {
    Parameters.Declared value = method.valueParameter();
    return value == null ? null : withValue(value);
  }

  private CacheInvocationParameter[] withValues(List<Parameters.Declared> declared) {
    return declared.stream().map(this::withValue).toArray(CacheInvocationParameter[]::new);
  }

  private CacheInvocationParameter withValue(Parameters.Declared declared) {
    return new Parameter(declared, parameters[declared.position()]);
  }

  @Override
  public Method getMethod() {
    return method.getMethod();
  }

  @Override
  public Set<Annotation> getAnnotations() {
    return method.getAnnotations();
  }

  @Override
  public A getCacheAnnotation() {
    return method.getCacheAnnotation();
  }

  @Override
  public String getCacheName() {
    return method.getCacheName();
  }

  /** This object, or the container's {@code InvocationContext}. */
  @Override
  public <T> T unwrap(Class<T> type) {
    if (type.isInstance(this)) {
      return type.cast(this);
    } else if (type.isInstance(container)) {
      return type.cast(container);
    }
    throw new IllegalArgumentException(
        "A call of " + method + " can't be unwrapped to " + type.getName());
  }
}
