package org.cinnabar.jcache.change;

import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import javax.cache.Cache;
import org.cinnabar.jcache.testing.Ledger;

/**
 * Puts an entry that nobody else writes, removes it, and looks whether it is gone. Notes {@code
 * removal what jvm acknowledgedAt seenAt failedAt}: an entry was there again ({@code back}) after a
 * remove was acknowledged, or wasn't there to be removed ({@code vanished}) after a put was; and
 * when one of the two had failed last, 0 for never.
 */
final class Remover {
  private static final long PAUSE_NANOS = 20_000_000;

  private final int jvm;
  private final Cache<String, String> cache;
  private final Ledger ledger;
  private final Log log;
  private long failedAt;

  Remover(int jvm, Cache<String, String> cache, Ledger ledger, Log log) {
    this.jvm = jvm;
    this.cache = cache;
    this.ledger = ledger;
    this.log = log;
  }

  /** Works until it is time to stop. */
  void run() {
    Random random = new Random();
    while (ledger.noted(Load.STOP) == 0) {
      Log.Outcome<Boolean> put =
          log.tryOut(
              () -> {
                cache.put(name(), name());
                return true;
              });
      long now = Ledger.now();
      if (put.isFailed()) {
        failedAt = now;
      } else {
        remove(now);
      }
      LockSupport.parkNanos(PAUSE_NANOS / 2 + random.nextInt((int) PAUSE_NANOS));
    }
  }

  private void remove(long putAt) {
    Log.Outcome<Boolean> removed = log.tryOut(() -> cache.remove(name()));
    long now = Ledger.now();
    if (removed.isFailed()) {
      failedAt = now;
      return;
    }
    if (!removed.result()) {
      note("vanished", putAt, now);
    }
    Log.Outcome<String> read = log.tryOut(() -> cache.get(name()));
    if (!read.isFailed() && read.result() != null) {
      note("back", now, Ledger.now());
    }
  }

  private void note(String what, long acknowledgedAt, long seenAt) {
    log.note("removal", what, jvm, acknowledgedAt, seenAt, failedAt);
  }

  private String name() {
    return "removed-" + jvm;
  }
}
