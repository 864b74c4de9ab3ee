package org.cinnabar.jcache.internal.codec;

import org.jspecify.annotations.Nullable;

/**
 * Bytes that this JVM can't or won't decode. Callers treat them as a miss; the message never shows
 * the bytes.
 */
public final class UndecodableException extends Exception {
  private static final long serialVersionUID = 1L;

  public UndecodableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
