package org.cinnabar.cdi.internal.call;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.cinnabar.cdi.CacheErrors;

/** Counts cache failures, and logs the first and then at most one a minute with their number. */
public final class ErrorCounter implements CacheErrors {
  private static final System.Logger LOG = System.getLogger("org.cinnabar.cdi");
  private static final long SILENCE = TimeUnit.MINUTES.toNanos(1);

  private final LongSupplier clock;
  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
  private final LongAdder total = new LongAdder();
  private final AtomicLong unlogged = new AtomicLong();
  private final AtomicLong nextLog;

  /** A counter that tells time by the system's clock. */
  public ErrorCounter() {
    this(System::nanoTime);
  }

  ErrorCounter(LongSupplier clock) {
    this.clock = clock;
    nextLog = new AtomicLong(clock.getAsLong());
  }

  /** Counts a failure of a cache. */
  void record(String cacheName, Exception failure) {
    total.increment();
    counts.computeIfAbsent(cacheName, any -> new LongAdder()).increment();
    unlogged.incrementAndGet();
    long now = clock.getAsLong();
    long next = nextLog.get();
    if (now - next >= 0 && nextLog.compareAndSet(next, now + SILENCE)) {
      log(cacheName, failure, unlogged.getAndSet(0));
    }
  }

  private static void log(String cacheName, Exception failure, long failures) {
    String text =
        failures == 1
            ? "The cache %s failed".formatted(cacheName)
            : "Caches failed %d times since the last such message; last the cache %s"
                .formatted(failures, cacheName);
    LOG.log(System.Logger.Level.WARNING, text + ": " + failure);
    LOG.log(System.Logger.Level.DEBUG, "The failure of the cache " + cacheName, failure);
  }

  @Override
  public long count() {
    return total.sum();
  }

  @Override
  public long count(String cacheName) {
    LongAdder count = counts.get(cacheName);
    return count == null ? 0 : count.sum();
  }
}
