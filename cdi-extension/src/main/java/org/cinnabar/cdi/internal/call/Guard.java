package org.cinnabar.cdi.internal.call;

import java.util.function.Supplier;
import javax.cache.integration.CacheWriterException;
import org.jspecify.annotations.Nullable;

/**
 * Runs what is asked of a cache. A failure is counted; then it is either passed on or passed over.
 * The method's own exceptions never come here, as the method isn't called inside.
 */
public final class Guard {
  private final ErrorCounter errors;
  private final boolean failing;

  /**
   * A guard.
   *
   * @param errors counts the failures
   * @param failing whether they are passed on to the caller
   */
  public Guard(ErrorCounter errors, boolean failing) {
    this.errors = errors;
    this.failing = failing;
  }

  /** The result of the action; null when the cache fails. */
  <T> @Nullable T get(String cacheName, Supplier<T> action) {
    try {
      return action.get();
    } catch (CacheWriterException e) {
      // The application's own writer failed: what it should have kept is lost, so somebody must
      // know.
      errors.record(cacheName, e);
      throw e;
    } catch (RuntimeException e) {
      errors.record(cacheName, e);
      if (failing) {
        throw e;
      }
      return null;
    }
  }

  /** Whether the action was done. */
  boolean run(String cacheName, Runnable action) {
    Boolean done =
        get(
            cacheName,
            () -> {
              action.run();
              return true;
            });
    return done != null;
  }

  /** Counts a failure that needs no decision. */
  void record(String cacheName, Exception failure) {
    errors.record(cacheName, failure);
  }
}
