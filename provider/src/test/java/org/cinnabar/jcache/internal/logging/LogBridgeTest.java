package org.cinnabar.jcache.internal.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** The bridge as it stands in the thin jar, where nothing registers it. */
class LogBridgeTest {
  private static final class Records extends Handler {
    private final List<LogRecord> records = new ArrayList<>();

    @Override
    public void publish(LogRecord record) {
      records.add(record);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Test
  void notInitialized_writesToJavasLogging() {
    Logger target = Logger.getLogger("bridge.test");
    target.setUseParentHandlers(false);
    target.setLevel(Level.FINE);
    Records handler = new Records();
    handler.setLevel(Level.ALL);
    target.addHandler(handler);
    org.slf4j.Logger logger = new LogBridge().getLogger("bridge.test");
    Exception thrown = new Exception();

    logger.trace("not enabled");
    logger.debug("{} and {}", 1, 2);
    logger.error("failed {}", "here", thrown);

    assertThat(handler.records)
        .extracting(LogRecord::getMessage)
        .containsExactly("1 and 2", "failed here");
    assertThat(handler.records)
        .extracting(LogRecord::getLevel)
        .containsExactly(Level.FINE, Level.SEVERE);
    assertThat(handler.records)
        .extracting(LogRecord::getSourceClassName)
        .containsOnly("bridge.test");
    assertThat(handler.records.get(1).getThrown()).isSameAs(thrown);
  }

  @Test
  void levels_areTheApplications() {
    ApplicationLogs application = ApplicationLogs.find(getClass().getClassLoader());

    assertThat(application).isNotNull();
    LogTarget target = application.named("bridge.test");
    for (org.slf4j.event.Level level : org.slf4j.event.Level.values()) {
      assertThat(target.isEnabled(level))
          .isEqualTo(org.slf4j.LoggerFactory.getLogger("bridge.test").isEnabledForLevel(level));
    }
  }

  @Test
  void noSlf4j_isNone() throws Exception {
    try (URLClassLoader nothing = new URLClassLoader(new URL[0], null)) {
      assertThat(ApplicationLogs.find(nothing)).isNull();
    }
  }
}
