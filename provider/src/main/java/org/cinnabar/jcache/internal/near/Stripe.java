package org.cinnabar.jcache.internal.near;

import org.cinnabar.jcache.internal.near.NearCache.Ticket;
import org.jspecify.annotations.Nullable;

/**
 * Keys of one partition whose copies come and go one at a time, and what has changed among them.
 * Guarded by itself.
 */
final class Stripe {
  private long writes;
  private @Nullable Generation generation;
  private long changedUpTo;

  /** How often this JVM has changed one of the entries. */
  long writes() {
    return writes;
  }

  /** This JVM has changed an entry: what it has begun to read before may be older. */
  void written() {
    writes++;
  }

  /** A change was heard of; what was read at this number or a later one has it. */
  void changed(Generation current, long sequence) {
    generation = current;
    changedUpTo = sequence;
  }

  /** Whether nothing has changed that what was read with the ticket might lack. */
  @SuppressWarnings("ReferenceEquality") // each generation is one object
  boolean admits(Ticket ticket, long sequence) {
    return writes == ticket.writes()
        && (generation != ticket.generation() || sequence >= changedUpTo);
  }
}
