package org.cinnabar.cdi.internal;

import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import javax.cache.annotation.CacheRemove;
import org.jspecify.annotations.Nullable;

/** Removes an entry around a method. Its priority is a setting. */
@CacheRemove
@Interceptor
class CacheRemoveInterceptor implements Serializable {
  private static final long serialVersionUID = 1L;

  private final CacheInvoker invoker;

  @Inject
  CacheRemoveInterceptor(CacheInvoker invoker) {
    this.invoker = invoker;
  }

  @AroundInvoke
  @Nullable Object intercept(InvocationContext context) throws Exception {
    return invoker.call(CacheRemove.class, context);
  }
}
