package org.cinnabar.jcache.change;

import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.cache.Cache;
import org.cinnabar.jcache.testing.Ledger;

/**
 * Reads all keys through the near cache. Notes
 *
 * <ul>
 *   <li>{@code wrong ...}: the value of another key, or one that nobody has written;
 *   <li>{@code older jvm key found due acknowledgedAt readAt master}: a value older than one that
 *       this JVM itself had been acknowledged before it began to read;
 *   <li>{@code stale jvm key found due acknowledgedAt readAt master}: a value older than one that
 *       had been acknowledged longer ago than the near cache's promise.
 * </ul>
 *
 * where {@code master} is what the master had right after, {@code ?} when that couldn't be told.
 */
final class Reader {
  private static final int EACH_BATCH = 8;
  private static final long PAUSE_NANOS = 4_000_000;

  private final int jvm;
  private final Cache<String, String> cache;
  private final Ledger ledger;
  private final Log log;

  Reader(int jvm, Cache<String, String> cache, Ledger ledger, Log log) {
    this.jvm = jvm;
    this.cache = cache;
    this.ledger = ledger;
    this.log = log;
  }

  /** Works until it is time to stop. */
  void run() {
    Random random = new Random();
    while (ledger.noted(Load.STOP) == 0) {
      for (int i = 0; i < EACH_BATCH; i++) {
        readOne(random.nextInt(Load.KEYS));
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      readMany(random.nextInt(Load.KEYS / 2), Load.KEYS / 2);
    }
  }

  private void readOne(int key) {
    long known = ledger.written(key);
    long start = Ledger.now();
    Log.Outcome<String> read = log.tryOut(() -> cache.get(Load.key(key)));
    if (!read.isFailed()) {
      check(key, read.result(), known, start);
    }
  }

  private void readMany(int from, int count) {
    long[] known = IntStream.range(from, from + count).mapToLong(ledger::written).toArray();
    long start = Ledger.now();
    Set<String> keys =
        IntStream.range(from, from + count).mapToObj(Load::key).collect(Collectors.toSet());
    Log.Outcome<Map<String, String>> read = log.tryOut(() -> cache.getAll(keys));
    for (int i = 0; i < count && !read.isFailed(); i++) {
      check(from + i, read.result().get(Load.key(from + i)), known[i], start);
    }
  }

  private void check(int key, String value, long known, long start) {
    long found = Load.number(key, value);
    if (found < 0) {
      log.note("wrong", "key", key, "was read as the value of another:", value);
      return;
    }
    if (found > ledger.begun(key)) {
      log.note("wrong", "key", key, "was read as", found, "which nobody has written");
      return;
    }
    boolean mine = key / Load.KEYS_EACH == jvm;
    long due = mine ? known : ledger.writtenBy(key, start - Load.BEHIND_MICROS);
    if (found < due) {
      long dueAt = ledger.writtenAt(key, due);
      log.note(mine ? "older" : "stale", jvm, key, found, due, dueAt, start, onMaster(key));
    }
  }

  /** What the master has, by the same client: whether the near cache is behind, or all are. */
  private String onMaster(int key) {
    Log.Outcome<String> read =
        log.tryOut(() -> cache.invoke(Load.key(key), (entry, arguments) -> entry.getValue()));
    return read.isFailed() ? "?" : Long.toString(Load.number(key, read.result()));
  }
}
