package org.cinnabar.cdi.internal;

import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import javax.cache.annotation.CacheResult;
import org.jspecify.annotations.Nullable;

/** Caches what a method returns. Its priority is a setting. */
@CacheResult
@Interceptor
class CacheResultInterceptor implements Serializable {
  private static final long serialVersionUID = 1L;

  private final CacheInvoker invoker;

  @Inject
  CacheResultInterceptor(CacheInvoker invoker) {
    this.invoker = invoker;
  }

  @AroundInvoke
  @Nullable Object intercept(InvocationContext context) throws Exception {
    return invoker.call(CacheResult.class, context);
  }
}
