package org.cinnabar.jcache.internal.store;

import org.jspecify.annotations.Nullable;

/**
 * What one branch of a commit does to its entry.
 *
 * @param kind the kind of change
 * @param value the envelope to store; for a {@code REMOVE} the new value that its event carries, if
 *     any; else null
 * @param ttl milliseconds to live, at least 1, or one of {@link Ttl}'s values; only looked at by
 *     {@code WRITE} and {@code TOUCH}
 * @param event the event to publish if somebody listens
 * @param queued whether the cache writer is to be told later: of the value, or of a deletion when
 *     there is none
 * @param keepsTags whether a value without tags takes over those of the one that it replaces
 */
public record Change(
    Kind kind,
    byte @Nullable [] value,
    long ttl,
    EventKind event,
    boolean queued,
    boolean keepsTags) {

  /** A change that isn't queued for the writer. */
  public Change(Kind kind, byte @Nullable [] value, long ttl, EventKind event) {
    this(kind, value, ttl, event, false, false);
  }

  /** The kinds of change. */
  public enum Kind {
    /** Leave the entry alone. */
    KEEP(0),
    /** Set a new deadline. */
    TOUCH(1),
    /** Store a value and deadline. */
    WRITE(2),
    /**
     * Remove the entry. A removal with an {@code UPDATED} event is an update that expired at once.
     */
    REMOVE(3);

    /** The kind's number in the commit script. */
    final byte code;

    Kind(int code) {
      this.code = (byte) code;
    }
  }

  /** Leaves the entry alone. */
  public static final Change KEEP = new Change(Kind.KEEP, null, Ttl.UNCHANGED, EventKind.NONE);

  /** Removes the entry and publishes {@code REMOVED}. */
  public static final Change REMOVE =
      new Change(Kind.REMOVE, null, Ttl.UNCHANGED, EventKind.REMOVED);

  /** Removes what can't be decoded: nobody knew of an entry, so there is no event. */
  public static final Change DISCARD = new Change(Kind.REMOVE, null, Ttl.UNCHANGED, EventKind.NONE);

  /** Removes the entry because its time to live is over: publishes {@code EXPIRED}. */
  public static final Change EXPIRE =
      new Change(Kind.REMOVE, null, Ttl.UNCHANGED, EventKind.EXPIRED);

  /**
   * The same change, queued for the writer as well.
   *
   * @param written what the writer is told; null for a deletion. The value of a change that has one
   *     is the same
   */
  public Change queuing(byte @Nullable [] written) {
    return new Change(kind, written, ttl, event, true, keepsTags);
  }

  /** The same change, except that a value without tags takes over those of the one before it. */
  public Change keepingTags() {
    return new Change(kind, value, ttl, event, queued, true);
  }

  /** Sets a new deadline. */
  public static Change touch(long ttl) {
    return new Change(Kind.TOUCH, null, ttl, EventKind.NONE);
  }

  /** Stores an envelope with the given time to live. */
  public static Change write(byte[] value, long ttl, EventKind event) {
    return new Change(Kind.WRITE, value, ttl, event);
  }
}
