package org.cinnabar.jcache.internal.store;

/** What happened to an entry; {@link #mask()} gives its bit in an {@link Interest}. */
public enum EventKind {
  /** Nothing that a listener hears of. */
  NONE,
  CREATED,
  UPDATED,
  REMOVED,
  EXPIRED;

  /** The kind's bit: 0 for {@link #NONE}, else a distinct power of two below 16. */
  public int mask() {
    return this == NONE ? 0 : 1 << (ordinal() - 1);
  }
}
