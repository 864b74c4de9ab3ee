package org.cinnabar.jcache;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.cache.CacheException;

/**
 * A part of an operation on many entries failed, as when one node of a cluster doesn't answer. What
 * it was to do with the other keys has been done. The cause is the failure of the first key that
 * failed; when that is a {@link CacheTimeoutException}, or the connection was lost, a write of a
 * failed key may or may not have been applied.
 *
 * <p>An operation of which everything fails throws that failure itself.
 */
public class PartialBatchException extends CacheException {
  private static final long serialVersionUID = 1L;

  /** Keys need not be serializable. */
  private final transient Set<Object> failedKeys;

  /**
   * A failure of some keys.
   *
   * @param failedKeys the keys; copied
   * @param of how many keys the operation was for
   * @param cause why the first of them failed
   */
  public PartialBatchException(Collection<?> failedKeys, int of, Throwable cause) {
    super(
        failedKeys.size()
            + " of "
            + of
            + " keys failed, which getFailedKeys() tells; the others are done. The first failed"
            + " because: "
            + cause.getMessage(),
        cause);
    this.failedKeys = new LinkedHashSet<>(failedKeys);
  }

  /**
   * The keys that the operation failed for, and no others; a copy. Empty when this exception was
   * serialized.
   */
  public Set<Object> getFailedKeys() {
    return failedKeys == null ? new LinkedHashSet<>() : new LinkedHashSet<>(failedKeys);
  }
}
