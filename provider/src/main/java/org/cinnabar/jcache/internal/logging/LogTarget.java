package org.cinnabar.jcache.internal.logging;

import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** A logger outside of this jar. */
interface LogTarget {
  boolean isEnabled(Level level);

  void log(Level level, String message, @Nullable Throwable thrown);
}
