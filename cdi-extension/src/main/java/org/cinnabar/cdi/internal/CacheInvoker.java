package org.cinnabar.cdi.internal;

import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Annotation;
import org.jspecify.annotations.Nullable;

/** What the interceptors call. */
public interface CacheInvoker {
  /**
   * Makes an intercepted call.
   *
   * @param annotation whose interceptor asks; a method that another annotation rules just proceeds
   * @throws Exception what the method throws, or what the cache throws where that fails calls
   */
  @Nullable Object call(Class<? extends Annotation> annotation, InvocationContext context)
      throws Exception;
}
