package org.cinnabar.jcache.internal.logging;

import java.io.Serial;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** An SLF4J logger whose lines go to a {@link LogTarget}. */
final class TargetLogger extends LegacyAbstractLogger {
  @Serial private static final long serialVersionUID = 1L;

  private final transient LogTarget target;

  TargetLogger(String name, LogTarget target) {
    this.name = name;
    this.target = target;
  }

  @Override
  public boolean isTraceEnabled() {
    return target.isEnabled(Level.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return target.isEnabled(Level.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return target.isEnabled(Level.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return target.isEnabled(Level.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return target.isEnabled(Level.ERROR);
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      String pattern,
      Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    target.log(level, MessageFormatter.basicArrayFormat(pattern, arguments), thrown);
  }
}
