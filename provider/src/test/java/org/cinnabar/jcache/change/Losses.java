package org.cinnabar.jcache.change;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which of the writers' writes the master was seen not to have any more, and why that may be: they
 * were acknowledged in the window in which the change could lose them, or one that had failed was
 * applied after them.
 */
final class Losses {
  /** How long after its failure a write may still be applied. */
  private static final long LATE_MICROS = 2 * Load.DEADLINE_MILLIS * 1_000;

  private final Window window;
  private final Map<String, Long> failedAt = new HashMap<>();
  private final Set<String> gone = new HashSet<>();
  private final Set<String> late = new HashSet<>();

  /** For each key the numbers, from one (not itself) to another, that may be missing. */
  private final Map<String, List<long[]>> missing = new HashMap<>();

  Losses(Window window) {
    this.window = window;
  }

  /** A write failed, and may have been applied all the same. */
  void failed(String key, long number, long at) {
    failedAt.put(name(key, number), at);
  }

  /**
   * The master has another number than one that was acknowledged; says whether that may be.
   *
   * @param seenAt when it was seen
   */
  boolean explains(String key, long found, long number, long acknowledgedAt, long seenAt) {
    if (window.mayLose(acknowledgedAt)) {
      gone.add(name(key, number));
    } else if (overtook(key, found, seenAt)) {
      late.add(name(key, found));
    } else {
      return false;
    }
    missing.computeIfAbsent(key, each -> new ArrayList<>()).add(new long[] {found, number});
    return true;
  }

  /** Whether a number is one that had failed so shortly before that it may have been applied. */
  boolean overtook(String key, long found, long seenAt) {
    Long at = failedAt.get(name(key, found));
    return at != null && maybeApplied(at, seenAt);
  }

  /** Whether what failed at one time may have been applied shortly before another. */
  static boolean maybeApplied(long failedAt, long seenAt) {
    return seenAt <= failedAt + LATE_MICROS;
  }

  /** A read gave a number that had failed, and was applied late. */
  void late(String key, long found) {
    late.add(name(key, found));
  }

  /** Whether all that was acknowledged after one number up to another is known to be missing. */
  boolean excuse(String key, long found, long due) {
    for (long number = found + 1; number <= due; number++) {
      if (!failedAt.containsKey(name(key, number)) && !isMissing(key, number)) {
        return false;
      }
    }
    return true;
  }

  private boolean isMissing(String key, long number) {
    return missing.getOrDefault(key, List.of()).stream()
        .anyMatch(range -> range[0] < number && number <= range[1]);
  }

  /** How many acknowledged writes are gone. */
  int gone() {
    return gone.size();
  }

  /** How many failed writes took the place of later ones. */
  int late() {
    return late.size();
  }

  private static String name(String key, long number) {
    return key + "/" + number;
  }
}
