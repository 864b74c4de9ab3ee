package org.cinnabar.cdi.internal.call;

import org.jspecify.annotations.Nullable;

/** The rest of a call: further interceptors, then the method itself. */
@FunctionalInterface
public interface Body {
  /**
   * Calls the method.
   *
   * @throws Exception what the method throws
   */
  @Nullable Object proceed() throws Exception;
}
