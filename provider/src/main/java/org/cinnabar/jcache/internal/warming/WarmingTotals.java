package org.cinnabar.jcache.internal.warming;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.cinnabar.jcache.WarmingProgress;
import org.cinnabar.jcache.WarmingReport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adds up what a warming has done and tells its listener. */
final class WarmingTotals {
  private static final Logger LOG = LoggerFactory.getLogger(WarmingTotals.class);
  private static final int CAUSES = 10;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final OptionalLong total;
  private final @Nullable Consumer<? super WarmingProgress> listener;
  private final long started = System.nanoTime();
  private final List<Throwable> causes = new ArrayList<>();
  private long resumedAt;
  private long processed;
  private long loaded;
  private long alreadyThere;
  private long failed;
  private long told = started;
  private long ended;
  private boolean complained;

  WarmingTotals(OptionalLong total, @Nullable Consumer<? super WarmingProgress> listener) {
    this.total = total;
    this.listener = listener;
  }

  synchronized void resumedAt(long done) {
    resumedAt = done;
  }

  synchronized void succeeded(int keys, int nowLoaded, int wereThere) {
    processed += keys;
    loaded += nowLoaded;
    alreadyThere += wereThere;
  }

  synchronized void failed(int keys, Throwable cause) {
    processed += keys;
    failed += keys;
    if (causes.size() < CAUSES) {
      causes.add(cause);
    }
  }

  /** Tells the listener, unless it was told just now. */
  synchronized void tell() {
    if (System.nanoTime() - told >= PAUSE_NANOS) {
      tellNow();
    }
  }

  synchronized WarmingReport end(WarmingReport.Outcome outcome) {
    ended = System.nanoTime();
    tellNow();
    return new WarmingReport(outcome, progress(), causes);
  }

  synchronized WarmingProgress progress() {
    return new WarmingProgress(
        resumedAt,
        processed,
        total,
        loaded,
        alreadyThere,
        processed - loaded - alreadyThere - failed,
        failed,
        Duration.ofNanos((ended == 0 ? System.nanoTime() : ended) - started),
        ended != 0);
  }

  private void tellNow() {
    told = System.nanoTime();
    if (listener == null) {
      return;
    }
    try {
      listener.accept(progress());
    } catch (RuntimeException e) {
      if (!complained) {
        complained = true;
        LOG.warn("A listener to the progress of a warming failed", e);
      }
    }
  }
}
