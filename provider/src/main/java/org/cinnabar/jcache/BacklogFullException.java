package org.cinnabar.jcache;

import javax.cache.CacheException;

/**
 * A write found the queue of writes full that wait for the cache writer, and it stayed full until
 * the operation's deadline. The entry was not changed, and the write was not queued. Of an
 * operation on several entries some may have been changed, each together with its queued write.
 */
public class BacklogFullException extends CacheException {
  private static final long serialVersionUID = 1L;

  public BacklogFullException(String message) {
    super(message);
  }
}
