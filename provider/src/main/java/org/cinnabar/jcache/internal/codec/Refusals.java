package org.cinnabar.jcache.internal.codec;

import org.cinnabar.jcache.CacheCodecException;
import org.jspecify.annotations.Nullable;

/**
 * The errors of encoding: each names the class, why, and what to do, and never shows the object's
 * contents.
 */
final class Refusals {
  private Refusals() {}

  static CacheCodecException unsupported(Class<?> type, String why, String remedy) {
    return unsupported(type, why, remedy, null);
  }

  static CacheCodecException unsupported(
      Class<?> type, String why, String remedy, @Nullable Throwable cause) {
    return new CacheCodecException(
        "An object of " + type.getTypeName() + " can't be stored: " + why + "; " + remedy + ".",
        cause);
  }

  static CacheCodecException key(Class<?> type, String why, String remedy) {
    String message = "A key with an object of " + type.getTypeName() + " has no canonical bytes: ";
    return new CacheCodecException(message + why + "; " + remedy + ".", null);
  }

  static CacheCodecException tooDeep(int maxDepth) {
    return new CacheCodecException(
        "An object graph is nested deeper than maxDepth ("
            + maxDepth
            + " levels); raise maxDepth, or store a flatter structure such as a list instead of linked nodes.",
        null);
  }

  static CacheCodecException tooLarge(int maxBytes, @Nullable Throwable cause) {
    return new CacheCodecException(
        "An encoded object is larger than maxBytes ("
            + maxBytes
            + " bytes); raise maxBytes, or store the object in parts.",
        cause);
  }
}
