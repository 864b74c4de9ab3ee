package org.cinnabar.jcache.internal.warming;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.cache.CacheException;
import org.cinnabar.jcache.KeySource;
import org.cinnabar.jcache.Warming;
import org.cinnabar.jcache.WarmingReport;
import org.cinnabar.jcache.WarmingReport.Outcome;
import org.cinnabar.jcache.internal.operation.Closing;
import org.cinnabar.jcache.internal.store.CacheStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warms a cache once, when it is created, unless another JVM did so just now. What another has
 * begun and not ended goes on where it stopped.
 */
final class WarmWork<K, V> implements DutyLoop.Work {
  private static final Logger LOG = LoggerFactory.getLogger(WarmWork.class);
  private static final String DONE = "done";

  private final WarmingContext<K, V> context;
  private final Warming warming;
  private final Supplier<KeySource<K>> sources;
  private volatile @Nullable WarmingJob<K, V> running;
  private volatile boolean over;

  /** {@code sources} makes the source anew for each attempt. */
  WarmWork(WarmingContext<K, V> context, Warming warming, Supplier<KeySource<K>> sources) {
    this.context = context;
    this.warming = warming;
    this.sources = sources;
  }

  @Override
  public boolean isDue() {
    return !over;
  }

  @Override
  public boolean isOver() {
    return over;
  }

  @Override
  public void run(CacheStore.Duty duty, BooleanSupplier stopped) {
    boolean fresh =
        duty.note().equals(DONE)
            && Duration.ofMillis(duty.noteAgeMillis()).compareTo(warming.getFreshFor()) < 0;
    if (!fresh) {
      warm(duty, stopped);
    }
    over = true;
  }

  private void warm(CacheStore.Duty duty, BooleanSupplier stopped) {
    KeySource<K> source = sources.get();
    try {
      WarmingJob<K, V> job =
          new WarmingJob<>(
              context,
              Warmer.loading(source),
              new Pace(warming.getRate(), warming.getParallelism(), warming.getChunkSize(), false),
              new WarmingTotals(OptionalLong.empty(), null),
              new PositionLog<>(duty, context.codec(), DONE),
              () -> {});
      running = job;
      if (stopped.getAsBoolean()) {
        job.cancel();
      }
      ended(job.run());
    } finally {
      running = null;
      Closing.quietly(source);
    }
  }

  private void ended(WarmingReport report) {
    if (report.outcome() == Outcome.FAILED) {
      throw new CacheException(
          "Warming ended before the end of the keys: " + report.progress(),
          report.causes().isEmpty() ? null : report.causes().get(0));
    }
    if (report.progress().failed() > 0) {
      LOG.warn(
          "Warming of cache '{}' could not load {} keys",
          context.cacheName(),
          report.progress().failed(),
          report.causes().get(0));
    }
    LOG.info("Warming of cache '{}': {}", context.cacheName(), report.progress());
  }

  /** Lets a warming under way end, to be gone on with by another JVM. */
  void cancel() {
    WarmingJob<K, V> job = running;
    if (job != null) {
      job.cancel();
    }
  }
}
