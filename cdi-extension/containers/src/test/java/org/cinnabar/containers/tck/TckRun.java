package org.cinnabar.containers.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jsr107.tck.annotation.InterceptionCacheNameOnEachMethodTest;
import org.jsr107.tck.annotation.InterceptionUsingCacheConfigTest;
import org.jsr107.tck.annotation.InterceptionUsingDefaultCacheNameTest;
import org.junit.runner.JUnitCore;
import org.junit.runner.Result;

/**
 * One run of the TCK's annotation tests.
 *
 * <p>The TCK reports a test that it leaves out as passed and only logs a line: those lines are
 * collected.
 *
 * @param result what JUnit 4 counted
 * @param excluded the log's lines about tests that were left out
 */
record TckRun(Result result, List<String> excluded) {

  static TckRun run() {
    Exclusions exclusions = new Exclusions();
    Logger logger = Logger.getLogger("org.jsr107.tck.annotation.AbstractInterceptionTest$1");
    logger.setLevel(Level.ALL);
    logger.addHandler(exclusions);
    try {
      Result result =
          JUnitCore.runClasses(
              InterceptionCacheNameOnEachMethodTest.class,
              InterceptionUsingCacheConfigTest.class,
              InterceptionUsingDefaultCacheNameTest.class);
      return new TckRun(result, exclusions.lines);
    } finally {
      logger.removeHandler(exclusions);
    }
  }

  private static final class Exclusions extends Handler {
    private final List<String> lines = new ArrayList<>();

    @Override
    public synchronized void publish(LogRecord record) {
      if (record.getMessage().contains("EXCLUDING TEST")) {
        lines.add(record.getMessage());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
