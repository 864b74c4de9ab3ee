package org.cinnabar.jcache.internal.operation;

import org.jspecify.annotations.Nullable;

/**
 * What an operation wants to become of its entry. Whether anything is stored, and until when, is
 * for the expiry policy to say, unless the operation brings a time to live of its own.
 *
 * @param action what to do
 * @param value the new value for {@code WRITE} and {@code LOAD}; else null
 * @param ttl milliseconds to live or {@link org.cinnabar.jcache.internal.store.Ttl#ETERNAL}, for a
 *     {@code WRITE} that doesn't leave it to the expiry policy; else null
 * @param <V> the value type
 */
public record Decision<V>(Action action, @Nullable V value, @Nullable Long ttl) {

  /** The possible actions. */
  public enum Action {
    /** Nothing. */
    KEEP,
    /** The entry was looked at: its access expiry applies. */
    ACCESS,
    /** Store a value, through the writer if there is one. */
    WRITE,
    /** Store a value that came from the loader: never written through. */
    LOAD,
    /** Remove the entry, through the writer if there is one, whether or not the entry is there. */
    REMOVE;

    /** Whether a value is stored. */
    public boolean stores() {
      return this == WRITE || this == LOAD;
    }

    /** Whether a writer hears of it. */
    public boolean writesThrough() {
      return this == WRITE || this == REMOVE;
    }
  }

  private static final Decision<?> KEEP = new Decision<>(Action.KEEP, null, null);
  private static final Decision<?> ACCESS = new Decision<>(Action.ACCESS, null, null);
  private static final Decision<?> REMOVE = new Decision<>(Action.REMOVE, null, null);

  /** Leaves the entry alone. */
  @SuppressWarnings("unchecked")
  public static <V> Decision<V> keep() {
    return (Decision<V>) KEEP;
  }

  /** Counts as an access. */
  @SuppressWarnings("unchecked")
  public static <V> Decision<V> access() {
    return (Decision<V>) ACCESS;
  }

  /** Removes the entry. */
  @SuppressWarnings("unchecked")
  public static <V> Decision<V> remove() {
    return (Decision<V>) REMOVE;
  }

  /** Stores a value. */
  public static <V> Decision<V> write(V value) {
    return new Decision<>(Action.WRITE, value, null);
  }

  /** Stores a value for a time of its own, or as long as the expiry policy says when it is null. */
  public static <V> Decision<V> write(V value, @Nullable Long ttl) {
    return new Decision<>(Action.WRITE, value, ttl);
  }

  /** Stores a loaded value. */
  public static <V> Decision<V> load(V value) {
    return new Decision<>(Action.LOAD, value, null);
  }
}
