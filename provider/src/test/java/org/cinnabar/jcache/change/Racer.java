package org.cinnabar.jcache.change;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import javax.cache.Cache;
import org.cinnabar.jcache.testing.Ledger;

/**
 * Puts itself into entries that the other JVM wants to have as well, the same at about the same
 * time. Notes
 *
 * <ul>
 *   <li>{@code raced round jvm outcome at}: a {@code putIfAbsent} that {@code won}, was {@code
 *       refused}, or {@code failed};
 *   <li>{@code kept round owner}: whom an entry belongs to in the end that this JVM won or may have
 *       won; {@code none} for nobody;
 *   <li>{@code wrong ...}: the value of another round.
 * </ul>
 */
final class Racer {
  private static final long ROUND_MICROS = 10_000;

  private final int jvm;
  private final Cache<String, String> cache;
  private final Cache<String, String> plain;
  private final Ledger ledger;
  private final Log log;

  /** The rounds that this JVM won or may have won. */
  private final List<Long> perhapsMine = new ArrayList<>();

  Racer(int jvm, Cache<String, String> cache, Cache<String, String> plain, Ledger ledger, Log log) {
    this.jvm = jvm;
    this.cache = cache;
    this.plain = plain;
    this.ledger = ledger;
    this.log = log;
  }

  /** Works until it is time to stop. */
  void run() {
    long last = 0;
    while (ledger.noted(Load.STOP) == 0) {
      long round = Ledger.now() / ROUND_MICROS; // the same in both
      if (round == last) {
        LockSupport.parkNanos(500_000);
        continue;
      }
      last = round;
      Log.Outcome<Boolean> put =
          log.tryOut(() -> cache.putIfAbsent(name(round), name(round) + "#" + jvm));
      String outcome = put.isFailed() ? "failed" : put.result() ? "won" : "refused";
      log.note("raced", round, jvm, outcome, Ledger.now());
      if (!outcome.equals("refused")) {
        perhapsMine.add(round);
      }
    }
  }

  /** Looks whom the entries belong to that were or may have been won; at the end. */
  void look() {
    for (long round : perhapsMine) {
      Log.Outcome<String> read = log.tryOut(() -> plain.get(name(round)));
      if (read.isFailed()) {
        log.note("broken", "after the change", name(round), "could not be read:", read.failure());
      } else if (read.result() == null) {
        log.note("kept", round, "none");
      } else if (!read.result().startsWith(name(round) + "#")) {
        log.note("wrong", name(round), "has the value of another:", read.result());
      } else {
        log.note("kept", round, read.result().substring(name(round).length() + 1));
      }
    }
  }

  private static String name(long round) {
    return "once-" + round;
  }
}
