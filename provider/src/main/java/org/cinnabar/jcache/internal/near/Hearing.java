package org.cinnabar.jcache.internal.near;

/**
 * Whether this JVM hears every change of a partition. It does from the moment that a pulse came
 * back, as long as the numbers of the messages follow each other and every further pulse finds the
 * last of them here. A pulse was sent before the server had it, so what it proves holds for {@link
 * #LEASE_NANOS} from its sending. Thread-safe.
 */
final class Hearing {
  /** No copy is served longer than this after a change that this JVM has not heard of. */
  static final long LEASE_NANOS = 900_000_000;

  private static final long UNKNOWN = -1;

  private volatile Generation generation = Generation.unproven();
  private long heard = UNKNOWN;
  private long lostAt = Long.MIN_VALUE;

  Generation generation() {
    return generation;
  }

  /** A message came; false when others were lost before it. */
  synchronized boolean changed(long sequence, long now) {
    if (heard == UNKNOWN) {
      return true; // nothing is served yet: the next pulse tells where we stand
    }
    if (sequence != heard + 1) {
      lost(now);
      return false;
    }
    heard = sequence;
    return true;
  }

  /** A pulse came back; false when messages before it were lost. */
  synchronized boolean pulse(long sequence, long sentAt, long now) {
    if (sentAt <= lostAt) {
      return true; // sent before the loss: proves nothing about what came after it
    }
    if (heard == UNKNOWN) {
      heard = sequence;
    } else if (heard != sequence) {
      lost(now);
      return false;
    }
    generation.extend(sentAt + LEASE_NANOS);
    return true;
  }

  /** Messages may have been lost: nothing that was copied so far is served again. */
  synchronized void lost(long now) {
    heard = UNKNOWN;
    lostAt = now;
    generation.end();
    generation = Generation.unproven();
  }

  /** All entries of the partition are gone, and it was heard. */
  synchronized void cleared() {
    generation = generation.succeed();
  }
}
