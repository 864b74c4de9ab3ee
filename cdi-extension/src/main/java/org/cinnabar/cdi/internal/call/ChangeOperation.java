package org.cinnabar.cdi.internal.call;

import java.lang.annotation.Annotation;
import java.util.function.Consumer;
import org.cinnabar.cdi.internal.method.CacheCall;
import org.jspecify.annotations.Nullable;

/**
 * {@code @CachePut}, {@code @CacheRemove} and {@code @CacheRemoveAll}: the cache is changed before
 * or after the method, and after an exception only if that counts.
 *
 * @param <A> which of the three
 */
final class ChangeOperation<A extends Annotation> implements Operation<A> {
  private final Resolved<A> resolved;
  private final Guard guard;
  private final Consumer<CacheCall<A>> change;

  ChangeOperation(Resolved<A> resolved, Guard guard, Consumer<CacheCall<A>> change) {
    this.resolved = resolved;
    this.guard = guard;
    this.change = change;
  }

  @Override
  public @Nullable Object call(CacheCall<A> call, Body body) throws Exception {
    if (!resolved.method().afterInvocation()) {
      change(call);
      return body.proceed();
    }
    Object result;
    try {
      result = body.proceed();
    } catch (Throwable t) {
      changeAfter(call, t);
      throw t;
    }
    change(call);
    return result;
  }

  private void changeAfter(CacheCall<A> call, Throwable thrown) {
    if (!resolved.method().exceptions().includes(thrown)) {
      return;
    }
    try {
      change(call);
    } catch (RuntimeException e) {
      // The method's exception is what the caller must see.
      thrown.addSuppressed(e);
    }
  }

  private void change(CacheCall<A> call) {
    guard.run(call.getCacheName(), () -> change.accept(call));
  }
}
