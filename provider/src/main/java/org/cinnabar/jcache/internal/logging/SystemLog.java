package org.cinnabar.jcache.internal.logging;

import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** Java's own logging facade; {@code java.util.logging} unless the JVM has another behind it. */
record SystemLog(System.Logger logger) implements LogTarget {
  static SystemLog named(String name) {
    return new SystemLog(System.getLogger(name));
  }

  @Override
  public boolean isEnabled(Level level) {
    return logger.isLoggable(same(level));
  }

  @Override
  public void log(Level level, String message, @Nullable Throwable thrown) {
    logger.log(same(level), message, thrown);
  }

  private static System.Logger.Level same(Level level) {
    return switch (level) {
      case ERROR -> System.Logger.Level.ERROR;
      case WARN -> System.Logger.Level.WARNING;
      case INFO -> System.Logger.Level.INFO;
      case DEBUG -> System.Logger.Level.DEBUG;
      case TRACE -> System.Logger.Level.TRACE;
    };
  }
}
