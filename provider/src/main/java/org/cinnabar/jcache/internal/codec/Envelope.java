package org.cinnabar.jcache.internal.codec;

/**
 * The first byte of every stored value: whether tags follow in the highest bit, the format version
 * in the three below, flags in the low four. A reader that meets an unknown version or flag treats
 * the value as undecodable.
 */
public final class Envelope {
  /** Format version 1. */
  public static final int VERSION = 1 << 4;

  /** Flag: the payload is compressed. Reserved; not written by this version. */
  public static final int COMPRESSED = 1;

  /** Flag: the payload is encrypted. Reserved; not written by this version. */
  public static final int ENCRYPTED = 1 << 1;

  /**
   * Flag, set and cleared by the commit script alone: the entry's deadline stands in the
   * partition's deadline index.
   */
  public static final int INDEXED = 1 << 2;

  /** Flag: the value is a remembered null. Reserved; not written by this version. */
  public static final int NULL = 1 << 3;

  /** Flag: the entry's tags stand before the value, see {@link EntryTags}. */
  public static final int TAGGED = 1 << 7;

  private Envelope() {}

  /** Whether the entry has tags. */
  public static boolean isTagged(byte[] envelope) {
    return envelope.length > 0 && (envelope[0] & TAGGED) != 0;
  }

  /** Whether only a script can tell if the entry is live, by the server's clock or by its tags. */
  public static boolean needsScript(byte[] envelope) {
    return envelope.length > 0 && (envelope[0] & (INDEXED | TAGGED)) != 0;
  }
}
