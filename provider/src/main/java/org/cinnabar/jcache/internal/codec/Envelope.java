package org.cinnabar.jcache.internal.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The first byte of every stored value: whether tags follow in the highest bit, the format version
 * in the three below, flags in the low four. A reader that meets an unknown version or flag treats
 * the value as undecodable.
 *
 * <p>Version 2 is version 1 followed by 16 bytes that tell until when the value is fresh: a moment
 * in milliseconds by the server's clock, which the commit script sets, and the life before it in
 * milliseconds; 0 where it isn't known or has no end. Tags stand after the first byte, so a value
 * may have both.
 */
public final class Envelope {
  /** Format version 1. */
  public static final int VERSION = 1 << 4;

  /** Format version 2, in the high four bits: the value tells until when it is fresh. */
  public static final int VERSION_FRESH = 2 << 4;

  /** Flag: the payload is compressed. Reserved; not written by this version. */
  public static final int COMPRESSED = 1;

  /** Flag: the payload is encrypted. Reserved; not written by this version. */
  public static final int ENCRYPTED = 1 << 1;

  /**
   * Flag, set and cleared by the commit script alone: the entry's deadline stands in the
   * partition's deadline index.
   */
  public static final int INDEXED = 1 << 2;

  /** Flag: there is no value; that there is none is remembered for a while. */
  public static final int NULL = 1 << 3;

  /** Flag: the entry's tags stand before the value, see {@link EntryTags}. */
  public static final int TAGGED = 1 << 7;

  private static final int FRESHNESS_BYTES = 2 * Long.BYTES;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private Envelope() {}

  /** The envelope of a remembered null. */
  public static byte[] ofNull() {
    return new byte[] {VERSION | NULL};
  }

  /** Whether this is a remembered null. */
  public static boolean isNull(byte[] envelope) {
    return envelope.length > 0 && (envelope[0] & NULL) != 0;
  }

  /**
   * An envelope of version 1 as one of version 2.
   *
   * @param lifeMillis how long the value will be fresh once it is stored; 0 for ever
   */
  public static byte[] fresh(byte[] envelope, long lifeMillis) {
    byte[] fresh = Arrays.copyOf(envelope, envelope.length + FRESHNESS_BYTES);
    fresh[0] = (byte) (VERSION_FRESH | (envelope[0] & TAGGED));
    LONG.set(fresh, fresh.length - Long.BYTES, lifeMillis);
    return fresh;
  }

  /** Whether the value tells until when it is fresh. */
  public static boolean tellsFreshness(byte[] envelope) {
    return hasFreshness(envelope) && freshUntil(envelope) > 0;
  }

  private static boolean hasFreshness(byte[] envelope) {
    return envelope.length > FRESHNESS_BYTES
        && (envelope[0] & ~(INDEXED | TAGGED) & 0xff) == VERSION_FRESH;
  }

  /** Until when the value is fresh, in milliseconds by the server's clock. */
  public static long freshUntil(byte[] envelope) {
    return (long) LONG.get(envelope, envelope.length - FRESHNESS_BYTES);
  }

  /** How long the value was to be fresh when it was stored, in milliseconds. */
  public static long freshFor(byte[] envelope) {
    return (long) LONG.get(envelope, envelope.length - Long.BYTES);
  }

  /**
   * The envelope without tags as one of version 1, the flag of the index aside; the same one if it
   * is.
   */
  static byte[] plain(byte[] untagged) {
    if (!hasFreshness(untagged)) {
      return untagged;
    }
    byte[] plain = Arrays.copyOf(untagged, untagged.length - FRESHNESS_BYTES);
    plain[0] = VERSION;
    return plain;
  }

  /** Whether the entry has tags. */
  public static boolean isTagged(byte[] envelope) {
    return envelope.length > 0 && (envelope[0] & TAGGED) != 0;
  }

  /** Whether only a script can tell if the entry is live, by the server's clock or by its tags. */
  public static boolean needsScript(byte[] envelope) {
    return envelope.length > 0 && (envelope[0] & (INDEXED | TAGGED)) != 0;
  }
}
