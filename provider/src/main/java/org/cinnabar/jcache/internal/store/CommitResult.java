package org.cinnabar.jcache.internal.store;

import org.jspecify.annotations.Nullable;

/**
 * The outcome of one {@link Commit}.
 *
 * @param status which branch was applied, or that the expectation did not hold
 * @param prior the envelope that was there before: when asked for, and always on a conflict; null
 *     when absent
 * @param partition the partition of the key
 * @param sequence the sequence number of the event that this commit published, 0 when none was
 * @param acknowledgements how many other JVMs have synchronous listeners for that event and will
 *     acknowledge it
 */
public record CommitResult(
    Status status, byte @Nullable [] prior, int partition, long sequence, int acknowledgements) {

  /** What a commit came to. */
  public enum Status {
    /** There was no live entry, and the branch for that was applied. */
    ABSENT,
    /** There was a live entry, and the branch for that was applied. */
    PRESENT,
    /** The expectation did not hold; nothing changed. */
    CONFLICT,
    /** Too many writes wait for the cache writer; nothing changed. */
    BACKLOG,
    /** The lease of loading was lost, and something would have changed; nothing did. */
    LOST
  }
}
