package org.cinnabar.jcache.internal.codec;

/**
 * The first byte of every stored value: the format version in the high four bits, flags in the low
 * four. A reader that meets an unknown version or flag treats the value as undecodable.
 */
public final class Envelope {
  /** Format version 1, in the high four bits. */
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

  private Envelope() {}

  /**
   * Whether the entry's deadline stands in the deadline index, so that a plain read can't tell
   * whether it is live.
   */
  public static boolean isIndexed(byte[] envelope) {
    return envelope.length > 0 && (envelope[0] & INDEXED) != 0;
  }
}
