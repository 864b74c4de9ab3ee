package org.cinnabar.cdi.internal.method;

import java.lang.annotation.Annotation;
import java.util.Set;
import javax.cache.annotation.CacheInvocationParameter;
import org.jspecify.annotations.Nullable;

/** A parameter with the value of one call. */
record Parameter(Parameters.Declared declared, @Nullable Object value)
    implements CacheInvocationParameter {
  @Override
  public Class<?> getRawType() {
    return declared.rawType();
  }

  @Override
  public @Nullable Object getValue() {
    return value;
  }

  @Override
  public Set<Annotation> getAnnotations() {
    return declared.annotations();
  }

  @Override
  public int getParameterPosition() {
    return declared.position();
  }
}
