package org.cinnabar.cdi.internal;

import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import javax.cache.annotation.CacheRemoveAll;
import org.jspecify.annotations.Nullable;

/** Removes all entries around a method. Its priority is a setting. */
@CacheRemoveAll
@Interceptor
class CacheRemoveAllInterceptor implements Serializable {
  private static final long serialVersionUID = 1L;

  private final CacheInvoker invoker;

  @Inject
  CacheRemoveAllInterceptor(CacheInvoker invoker) {
    this.invoker = invoker;
  }

  @AroundInvoke
  @Nullable Object intercept(InvocationContext context) throws Exception {
    return invoker.call(CacheRemoveAll.class, context);
  }
}
