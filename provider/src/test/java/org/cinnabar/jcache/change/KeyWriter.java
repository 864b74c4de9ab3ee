package org.cinnabar.jcache.change;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import javax.cache.Cache;
import org.cinnabar.jcache.testing.Ledger;

/**
 * Writes 1, 2, 3 ... into one key, and before each what the master has, so that what was
 * acknowledged and isn't there any more is noticed before it is written over. Notes
 *
 * <ul>
 *   <li>{@code uncertain key number at}: a write that failed, and may have been applied all the
 *       same;
 *   <li>{@code lost key found number acknowledgedAt found-at}: an acknowledged write that is gone;
 *   <li>{@code wrong ...}: something that can't be, whatever was lost;
 *   <li>{@code broken ...}: that no write succeeded after the change;
 *   <li>{@code gap millis key}: for how long no write succeeded, at most.
 * </ul>
 */
final class KeyWriter {
  private static final long PAUSE_NANOS = 25_000_000;

  private final int key;
  private final Cache<String, String> cache;
  private final Cache<String, String> plain;
  private final Ledger ledger;
  private final Log log;

  /** Numbers whose writes failed. */
  private final Set<Long> uncertain = new HashSet<>();

  /** Numbers that were noted as lost. */
  private final Set<Long> lost = new HashSet<>();

  /** What the master was last seen to have, and when. */
  private long floor;

  private long floorSeenAt;
  private long lastSuccess;
  private long longestGap;

  KeyWriter(
      int key, Cache<String, String> cache, Cache<String, String> plain, Ledger ledger, Log log) {
    this.key = key;
    this.cache = cache;
    this.plain = plain;
    this.ledger = ledger;
    this.log = log;
  }

  /** Works until it is time to stop. */
  void run() {
    Random random = new Random(key);
    while (ledger.noted(Load.STOP) == 0) {
      look();
      write();
      LockSupport.parkNanos(PAUSE_NANOS / 2 + random.nextInt((int) PAUSE_NANOS));
    }
    noteGap(Ledger.now());
    if (lastSuccess < ledger.noted(Load.DONE_AT)) {
      log.note("broken", "no write of key", key, "succeeded after the change");
    }
    log.note("gap", longestGap / 1_000, key);
  }

  /** Compares what the master has with what it acknowledged; says whether that could be done. */
  boolean look() {
    Log.Outcome<String> read = log.tryOut(() -> plain.get(Load.key(key)));
    if (read.isFailed()) {
      return false;
    }
    long found = Load.number(key, read.result());
    if (found < 0) {
      log.note("wrong", "key", key, "has the value of another:", read.result());
    } else if (found > ledger.begun(key)) {
      log.note("wrong", "key", key, "has", found, "which nobody has written");
    } else {
      settle(found, Ledger.now());
    }
    return true;
  }

  private void settle(long found, long now) {
    if (found > floor
        && ledger.writtenAt(key, found) == Long.MAX_VALUE
        && !uncertain.contains(found)) {
      log.note("wrong", "key", key, "has", found, "which was neither acknowledged nor refused");
    }
    long last = ledger.written(key);
    for (long number = last; number > Math.max(found, last - Ledger.REMEMBERED); number--) {
      long at = ledger.writtenAt(key, number);
      if (at != Long.MAX_VALUE) {
        gone(found, number, at, now);
      }
    }
    if (found < floor && uncertain.contains(floor)) {
      gone(found, floor, floorSeenAt, now);
    }
    floor = found;
    floorSeenAt = now;
  }

  private void gone(long found, long number, long at, long now) {
    if (lost.add(number)) {
      log.note("lost", key, found, number, at, now);
    }
  }

  private void write() {
    long number = ledger.begun(key) + 1;
    ledger.begun(key, number);
    Log.Outcome<Void> put =
        log.tryOut(
            () -> {
              cache.put(Load.key(key), Load.value(key, number));
              return null;
            });
    long now = Ledger.now();
    if (put.isFailed()) {
      uncertain.add(number);
      log.note("uncertain", key, number, now);
      return;
    }
    succeeded(now);
    ledger.written(key, number);
  }

  private void succeeded(long now) {
    noteGap(now);
    lastSuccess = now;
  }

  /** What was slow before the change doesn't count; who never succeeded waits from the start. */
  private void noteGap(long now) {
    if (ledger.noted(Load.BEGUN_AT) != 0) {
      long since = Math.max(lastSuccess, ledger.noted(Load.COUNTING));
      longestGap = Math.max(longestGap, now - since);
    }
  }
}
