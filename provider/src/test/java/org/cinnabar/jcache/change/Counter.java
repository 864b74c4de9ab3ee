package org.cinnabar.jcache.change;

import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import javax.cache.Cache;
import javax.cache.processor.EntryProcessor;
import org.cinnabar.jcache.testing.Ledger;

/**
 * Increments an entry, by an entry processor, that the other JVM increments as well. Notes
 *
 * <ul>
 *   <li>{@code counted counter jvm value at}: an acknowledged increment;
 *   <li>{@code uncounted counter number}: how many failed;
 *   <li>{@code total counter value}: what there is in the end.
 * </ul>
 */
final class Counter {
  /** How many there are. */
  static final int COUNTERS = 2;

  private static final long PAUSE_NANOS = 20_000_000;
  private static final EntryProcessor<String, String, Long> INCREMENT =
      (entry, arguments) -> {
        long next = entry.exists() ? Long.parseLong(entry.getValue()) + 1 : 1;
        entry.setValue(Long.toString(next));
        return next;
      };

  private final int counter;
  private final int jvm;
  private final Cache<String, String> cache;
  private final Cache<String, String> plain;
  private final Ledger ledger;
  private final Log log;

  Counter(
      int counter,
      int jvm,
      Cache<String, String> cache,
      Cache<String, String> plain,
      Ledger ledger,
      Log log) {
    this.counter = counter;
    this.jvm = jvm;
    this.cache = cache;
    this.plain = plain;
    this.ledger = ledger;
    this.log = log;
  }

  /** Works until it is time to stop. */
  void run() {
    Random random = new Random();
    long failed = 0;
    while (ledger.noted(Load.STOP) == 0) {
      Log.Outcome<Long> next = log.tryOut(() -> cache.invoke(name(), INCREMENT));
      if (next.isFailed()) {
        failed++;
      } else {
        log.note("counted", counter, jvm, next.result(), Ledger.now());
      }
      LockSupport.parkNanos(PAUSE_NANOS / 2 + random.nextInt((int) PAUSE_NANOS));
    }
    log.note("uncounted", counter, failed);
  }

  /** Looks what there is; at the end. */
  void look() {
    Log.Outcome<String> read = log.tryOut(() -> plain.get(name()));
    if (read.isFailed()) {
      log.note("broken", "after the change", name(), "could not be read:", read.failure());
    } else {
      log.note("total", counter, read.result() == null ? "0" : read.result());
    }
  }

  private String name() {
    return "count-" + counter;
  }
}
