package org.cinnabar.jcache;

import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * An operation passed its deadline; the message names the server's address. A write may or may not
 * have been applied.
 */
public class CacheTimeoutException extends CacheException {
  private static final long serialVersionUID = 1L;

  public CacheTimeoutException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
