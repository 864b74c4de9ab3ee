package org.cinnabar.jcache.internal.operation;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes what the application handed in, where it is closeable (JSR-107, {@link
 * javax.cache.Cache#close()}).
 */
public final class Closing {
  private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

  private Closing() {}

  /** Closes the object if it can be closed; a failure is logged. Null is ignored. */
  public static void quietly(@Nullable Object object) {
    if (object instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Exception e) {
        LOG.warn("{} could not be closed", object.getClass().getName(), e);
      }
    }
  }
}
