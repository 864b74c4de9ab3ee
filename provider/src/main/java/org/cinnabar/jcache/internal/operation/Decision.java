package org.cinnabar.jcache.internal.operation;

import org.jspecify.annotations.Nullable;

/**
 * What an operation wants to become of its entry. Whether anything is stored, and until when, is
 * for the expiry policy to say.
 *
 * @param action what to do
 * @param value the new value for {@code WRITE} and {@code LOAD}; else null
 * @param <V> the value type
 */
public record Decision<V>(Action action, @Nullable V value) {

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

  private static final Decision<?> KEEP = new Decision<>(Action.KEEP, null);
  private static final Decision<?> ACCESS = new Decision<>(Action.ACCESS, null);
  private static final Decision<?> REMOVE = new Decision<>(Action.REMOVE, null);

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
    return new Decision<>(Action.WRITE, value);
  }

  /** Stores a loaded value. */
  public static <V> Decision<V> load(V value) {
    return new Decision<>(Action.LOAD, value);
  }
}
