package org.cinnabar.cdi.internal.call;

import java.lang.annotation.Annotation;
import org.cinnabar.cdi.internal.method.CacheCall;
import org.jspecify.annotations.Nullable;

/**
 * What is done around the calls of one annotated method.
 *
 * @param <A> its cache annotation
 */
interface Operation<A extends Annotation> {
  /**
   * Makes a call.
   *
   * @throws Exception what the method throws, now or earlier; or what the cache throws, where that
   *     fails calls
   */
  @Nullable Object call(CacheCall<A> call, Body body) throws Exception;
}
