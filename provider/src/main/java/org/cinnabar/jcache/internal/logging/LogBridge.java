package org.cinnabar.jcache.internal.logging;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * What the relocated SLF4J of the drop-in jar writes to. Registered there only: in the thin jar it
 * would take the place of the application's own logging.
 */
public final class LogBridge implements SLF4JServiceProvider, ILoggerFactory {
  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final MDCAdapter context = new NOPMDCAdapter();
  private final Map<String, Logger> loggers = new ConcurrentHashMap<>();
  private @Nullable ApplicationLogs application;

  /** Made by SLF4J, once. */
  public LogBridge() {}

  @Override
  public void initialize() {
    application = ApplicationLogs.find(LogBridge.class.getClassLoader());
  }

  @Override
  public Logger getLogger(String name) {
    return loggers.computeIfAbsent(name, any -> new TargetLogger(any, target(any)));
  }

  private LogTarget target(String name) {
    ApplicationLogs found = application;
    return found == null ? JavaLog.named(name) : found.named(name);
  }

  @Override
  public ILoggerFactory getLoggerFactory() {
    return this;
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return context;
  }

  @Override
  public String getRequestedApiVersion() {
    return "2.0.99";
  }
}
