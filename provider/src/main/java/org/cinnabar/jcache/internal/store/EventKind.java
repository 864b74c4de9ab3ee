package org.cinnabar.jcache.internal.store;

/** What happened to an entry; {@link #mask()} gives its bit in an {@link Interest}. */
public enum EventKind {
  /** Nothing that a listener hears of. */
  NONE(0),
  CREATED(1),
  UPDATED(2),
  REMOVED(3),
  EXPIRED(4);

  private static final EventKind[] BY_CODE = {NONE, CREATED, UPDATED, REMOVED, EXPIRED};

  /** The kind's number in scripts and messages, the same in every version. */
  final byte code;

  EventKind(int code) {
    this.code = (byte) code;
  }

  /** The kind of a number; {@link #NONE} for one that this version doesn't know. */
  static EventKind of(int code) {
    return code < 0 || code >= BY_CODE.length ? NONE : BY_CODE[code];
  }

  /** The kind's bit: 0 for {@link #NONE}, else a distinct power of two below 16. */
  public int mask() {
    return this == NONE ? 0 : 1 << (code - 1);
  }
}
