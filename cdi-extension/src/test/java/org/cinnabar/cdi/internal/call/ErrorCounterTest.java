package org.cinnabar.cdi.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ErrorCounterTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
  private final ErrorCounter counter = new ErrorCounter(now::get);
  private final Logger logger = Logger.getLogger("org.cinnabar.cdi");
  private final Messages messages = new Messages();

  @BeforeEach
  void listen() {
    logger.addHandler(messages);
    logger.setUseParentHandlers(false);
  }

  @AfterEach
  void stop() {
    logger.removeHandler(messages);
    logger.setUseParentHandlers(true);
  }

  @Test
  void firstFailure_isLogged_thenOneAMinuteWithTheirNumber() {
    fail(3);
    assertThat(messages.texts)
        .containsExactly("The cache orders failed: java.lang.IllegalStateException: down");
    pass(59);
    fail(2);
    assertThat(messages.texts).hasSize(1);
    pass(1);
    fail(4);
    assertThat(messages.texts)
        .hasSize(2)
        .last()
        .asString()
        .startsWith("Caches failed 5 times since the last such message; last the cache orders: ");
    assertThat(counter.count()).isEqualTo(9);
  }

  @Test
  void singleFailureLater_isLoggedLikeTheFirst() {
    fail(1);
    pass(3600);
    fail(1);
    assertThat(messages.texts)
        .hasSize(2)
        .allMatch(text -> text.startsWith("The cache orders failed: "));
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      counter.record("orders", new IllegalStateException("down"));
    }
  }

  private void pass(int seconds) {
    now.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }

  private static final class Messages extends Handler {
    private final List<String> texts = new ArrayList<>();

    @Override
    public void publish(LogRecord record) {
      texts.add(record.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
