package org.cinnabar.jcache.internal.logging;

import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** Java's own logging, which every server collects. */
record JavaLog(Logger logger) implements LogTarget {
  static JavaLog named(String name) {
    return new JavaLog(Logger.getLogger(name));
  }

  @Override
  public boolean isEnabled(Level level) {
    return logger.isLoggable(same(level));
  }

  @Override
  public void log(Level level, String message, @Nullable Throwable thrown) {
    LogRecord record = new LogRecord(same(level), message);
    record.setLoggerName(logger.getName());
    record.setThrown(thrown);
    // Else it is guessed from the stack, which ends in this class.
    record.setSourceClassName(logger.getName());
    record.setSourceMethodName(null);
    logger.log(record);
  }

  private static java.util.logging.Level same(Level level) {
    return switch (level) {
      case ERROR -> java.util.logging.Level.SEVERE;
      case WARN -> java.util.logging.Level.WARNING;
      case INFO -> java.util.logging.Level.INFO;
      case DEBUG -> java.util.logging.Level.FINE;
      case TRACE -> java.util.logging.Level.FINEST;
    };
  }
}
