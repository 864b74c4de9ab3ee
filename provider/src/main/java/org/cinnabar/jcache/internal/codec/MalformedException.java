package org.cinnabar.jcache.internal.codec;

import org.jspecify.annotations.Nullable;

/**
 * Carries the reason why bytes can't be decoded out of Kryo's call stack, up to the codec's
 * boundary.
 */
final class MalformedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedException(String message) {
    this(message, null);
  }

  MalformedException(String message, @Nullable Throwable cause) {
    super(message, cause, false, false);
  }
}
