package org.cinnabar.jcache;

import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * The cache exists on the server with a configuration that contradicts this one; the message names
 * both.
 */
public class IncompatibleCacheException extends CacheException {
  private static final long serialVersionUID = 1L;

  public IncompatibleCacheException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
