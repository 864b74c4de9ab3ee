package org.cinnabar.cdi.internal;

import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import javax.cache.annotation.CachePut;
import org.jspecify.annotations.Nullable;

/** Caches a parameter of a method. Its priority is a setting. */
@CachePut
@Interceptor
class CachePutInterceptor implements Serializable {
  private static final long serialVersionUID = 1L;

  private final CacheInvoker invoker;

  @Inject
  CachePutInterceptor(CacheInvoker invoker) {
    this.invoker = invoker;
  }

  @AroundInvoke
  @Nullable Object intercept(InvocationContext context) throws Exception {
    return invoker.call(CachePut.class, context);
  }
}
