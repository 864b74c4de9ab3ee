package org.cinnabar.jcache.internal.store;

import java.util.Arrays;

/** Tells from sequence numbers whether messages of a partition were lost. Thread-safe. */
final class Gaps {
  private static final long UNKNOWN = -1;

  /** The counter on the server began anew, so nobody knows how many messages were lost. */
  static final long RESTARTED = -1;

  private final long[] seen;
  private final long[] announced;

  Gaps(int partitions) {
    seen = new long[partitions];
    announced = new long[partitions];
    Arrays.fill(seen, UNKNOWN);
    Arrays.fill(announced, UNKNOWN);
  }

  /** Notes a message that arrived; returns how many before it were lost, or {@link #RESTARTED}. */
  synchronized long arrived(int partition, long sequence) {
    long last = seen[partition];
    seen[partition] = sequence;
    if (last == UNKNOWN || sequence == last + 1) {
      return 0;
    }
    return sequence > last ? sequence - last - 1 : RESTARTED;
  }

  /**
   * Notes the last number that the server gave out. Its message may still be on its way, so it
   * counts as lost only when it has not arrived by the next announcement.
   *
   * @return how many messages that were announced last time have not arrived
   */
  synchronized long announced(int partition, long sequence) {
    long before = announced[partition];
    announced[partition] = sequence;
    if (seen[partition] == UNKNOWN) {
      seen[partition] = sequence;
      return 0;
    }
    if (before == UNKNOWN || before <= seen[partition]) {
      return 0;
    }
    long lost = before - seen[partition];
    seen[partition] = before;
    return lost;
  }

  /** Forgets what has been seen: the next message of the partition begins anew. */
  synchronized void forget(int partition) {
    seen[partition] = UNKNOWN;
    announced[partition] = UNKNOWN;
  }
}
