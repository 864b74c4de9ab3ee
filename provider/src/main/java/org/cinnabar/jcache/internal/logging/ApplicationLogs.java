package org.cinnabar.jcache.internal.logging;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * The SLF4J, 1.7 or later, that the application or its server has, reached without naming it in the
 * class file, where the name would be relocated together with ours.
 */
@SuppressWarnings("EnumOrdinal") // the handles are found on every message, in arrays
final class ApplicationLogs {
  private final MethodHandle getLogger;
  // By the level's ordinal.
  private final MethodHandle[] isEnabled = new MethodHandle[Level.values().length];
  private final MethodHandle[] log = new MethodHandle[Level.values().length];

  private ApplicationLogs(Class<?> factory, Class<?> logger) throws ReflectiveOperationException {
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    getLogger =
        lookup
            .findStatic(factory, "getLogger", MethodType.methodType(logger, String.class))
            .asType(MethodType.methodType(Object.class, String.class));
    for (Level level : Level.values()) {
      String name = level.name().toLowerCase(Locale.ROOT);
      String asks = "is" + level.name().charAt(0) + name.substring(1) + "Enabled";
      isEnabled[level.ordinal()] =
          lookup
              .findVirtual(logger, asks, MethodType.methodType(boolean.class))
              .asType(MethodType.methodType(boolean.class, Object.class));
      log[level.ordinal()] =
          lookup
              .findVirtual(
                  logger, name, MethodType.methodType(void.class, String.class, Throwable.class))
              .asType(
                  MethodType.methodType(void.class, Object.class, String.class, Throwable.class));
    }
  }

  /** What the loader sees, or null when that is nothing, or an SLF4J that writes nowhere. */
  static @Nullable ApplicationLogs find(@Nullable ClassLoader loader) {
    // Joined here, because relocation rewrites names that stand in the class file.
    String slf4j = String.join(".", "org", "slf4j", "");
    try {
      Class<?> factory = Class.forName(slf4j + "LoggerFactory", true, loader);
      Class<?> logger = Class.forName(slf4j + "Logger", false, loader);
      Object bound = factory.getMethod("getILoggerFactory").invoke(null);
      if (bound == null || bound.getClass().getSimpleName().startsWith("NOP")) {
        return null;
      }
      return new ApplicationLogs(factory, logger);
    } catch (ReflectiveOperationException | LinkageError e) {
      return null;
    }
  }

  LogTarget named(String name) {
    try {
      return new ApplicationLog((Object) getLogger.invokeExact(name));
    } catch (Throwable e) { // whatever a logger factory may throw: logging stops nothing
      return JavaLog.named(name);
    }
  }

  private final class ApplicationLog implements LogTarget {
    private final Object logger;

    ApplicationLog(Object logger) {
      this.logger = logger;
    }

    @Override
    public boolean isEnabled(Level level) {
      try {
        return (boolean) isEnabled[level.ordinal()].invokeExact(logger);
      } catch (Throwable e) { // as above
        return false;
      }
    }

    @Override
    public void log(Level level, String message, @Nullable Throwable thrown) {
      try {
        log[level.ordinal()].invokeExact(logger, message, thrown);
      } catch (Throwable e) { // as above
        return;
      }
    }
  }
}
