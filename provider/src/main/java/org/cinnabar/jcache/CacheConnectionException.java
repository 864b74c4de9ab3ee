package org.cinnabar.jcache;

import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * The server can't be reached, refused the connection or failed the command; the message names its
 * address.
 */
public class CacheConnectionException extends CacheException {
  private static final long serialVersionUID = 1L;

  public CacheConnectionException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
