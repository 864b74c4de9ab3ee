package org.cinnabar.jcache;

import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * A key or value can't be encoded: a key without canonical bytes, a lambda, too deep a graph, or
 * too many bytes.
 */
public class CacheCodecException extends CacheException {
  private static final long serialVersionUID = 1L;

  public CacheCodecException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
