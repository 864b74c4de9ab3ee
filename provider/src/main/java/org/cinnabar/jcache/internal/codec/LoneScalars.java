package org.cinnabar.jcache.internal.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The values that are most common, a text, a number, bytes, straight into one array and out of it.
 * The bytes are those of {@link ValueKryo}: an empty table of classes, the type's number, the
 * content.
 */
final class LoneScalars {
  private static final int HEAD = 3;
  // What Kryo writes before the content of an object that references may lead to.
  private static final int FIRST_OBJECT = 1;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private LoneScalars() {}

  /**
   * The value with a free byte for the envelope, or null if it isn't one of these or takes more
   * than {@code maxBytes}.
   */
  static byte @Nullable [] encode(Object value, int maxBytes) {
    byte[] bytes = encodeAny(value, maxBytes);
    return bytes == null || bytes.length > maxBytes ? null : bytes;
  }

  private static byte @Nullable [] encodeAny(Object value, int maxBytes) {
    Class<?> type = value.getClass();
    if (type == String.class) {
      return encodeText((String) value, maxBytes);
    } else if (type == byte[].class) {
      return encodeBytes((byte[]) value, maxBytes);
    } else if (type == Long.class) {
      long n = (Long) value;
      return encodeNumber(Scalars.LONG, (n << 1) ^ (n >> 63));
    } else if (type == Integer.class) {
      int n = (Integer) value;
      return encodeNumber(Scalars.INTEGER, ((n << 1) ^ (n >> 31)) & 0xffff_ffffL);
    } else if (type == Boolean.class) {
      return encodeNumber(Scalars.BOOLEAN, (Boolean) value ? 1 : 0);
    } else if (type == Double.class) {
      byte[] bytes = headed(Scalars.DOUBLE, HEAD + 8);
      LONG.set(bytes, HEAD, Double.doubleToLongBits((Double) value));
      return bytes;
    } else if (type == UUID.class) {
      byte[] bytes = headed(Scalars.UNIQUE_ID, HEAD + 16);
      LONG.set(bytes, HEAD, ((UUID) value).getMostSignificantBits());
      LONG.set(bytes, HEAD + 8, ((UUID) value).getLeastSignificantBits());
      return bytes;
    }
    return null;
  }

  private static byte @Nullable [] encodeText(String text, int maxBytes) {
    int length = text.length();
    if (length > maxBytes) {
      return null;
    }
    int header = length << 1;
    int from = HEAD + width(header);
    byte[] bytes = Wire.ascii(text, from);
    if (bytes != null) {
      bytes[2] = Scalars.STRING;
      putVarint(bytes, HEAD, header);
    }
    return bytes;
  }

  private static byte @Nullable [] encodeBytes(byte[] value, int maxBytes) {
    if (value.length > maxBytes) {
      return null;
    }
    int from = HEAD + 1 + width(value.length);
    byte[] bytes = headed(PrimitiveArrays.BYTES, from + value.length);
    bytes[HEAD] = FIRST_OBJECT;
    putVarint(bytes, HEAD + 1, value.length);
    System.arraycopy(value, 0, bytes, from, value.length);
    return bytes;
  }

  private static byte[] encodeNumber(int id, long bits) {
    byte[] bytes = headed(id, HEAD + width(bits));
    putVarint(bytes, HEAD, bits);
    return bytes;
  }

  /**
   * The value that the bytes hold, or null if it isn't one of these.
   *
   * @throws MalformedException when the bytes are too short, too long, or no such value
   */
  static @Nullable Object decode(byte[] bytes) {
    if (bytes.length <= HEAD || bytes[1] != 0) {
      return null;
    }
    return switch (bytes[2]) {
      case Scalars.STRING -> decodeText(bytes);
      case PrimitiveArrays.BYTES -> decodeBytes(bytes);
      case Scalars.LONG -> {
        long bits = number(bytes);
        yield (bits >>> 1) ^ -(bits & 1);
      }
      case Scalars.INTEGER -> {
        int bits = (int) requireUpTo(0xffff_ffffL, number(bytes));
        yield (bits >>> 1) ^ -(bits & 1);
      }
      case Scalars.BOOLEAN -> requireUpTo(1, number(bytes)) == 1;
      case Scalars.DOUBLE -> {
        requireLength(bytes, HEAD + 8);
        yield Double.longBitsToDouble((long) LONG.get(bytes, HEAD));
      }
      case Scalars.UNIQUE_ID -> {
        requireLength(bytes, HEAD + 16);
        yield new UUID((long) LONG.get(bytes, HEAD), (long) LONG.get(bytes, HEAD + 8));
      }
      default -> null;
    };
  }

  private static String decodeText(byte[] bytes) {
    long header = varint(bytes, HEAD);
    int from = HEAD + width(header);
    requireLength(bytes, from + (header >>> 1));
    return Wire.text(bytes, from, bytes.length - from, (header & 1) != 0);
  }

  private static byte[] decodeBytes(byte[] bytes) {
    if (bytes[HEAD] != FIRST_OBJECT) {
      throw new MalformedException("a reference leads nowhere");
    }
    long length = varint(bytes, HEAD + 1);
    int from = HEAD + 1 + width(length);
    requireLength(bytes, from + length);
    return Arrays.copyOfRange(bytes, from, bytes.length);
  }

  private static long number(byte[] bytes) {
    long bits = varint(bytes, HEAD);
    requireLength(bytes, HEAD + width(bits));
    return bits;
  }

  private static byte[] headed(int id, int length) {
    byte[] bytes = new byte[length];
    bytes[2] = (byte) id;
    return bytes;
  }

  // Seven bits a byte, the lowest first; a ninth byte holds eight.
  private static int width(long bits) {
    return Math.min(9, (70 - Long.numberOfLeadingZeros(bits | 1)) / 7);
  }

  private static void putVarint(byte[] bytes, int from, long bits) {
    int last = from + width(bits) - 1;
    long rest = bits;
    for (int i = from; i < last; i++) {
      bytes[i] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[last] = (byte) rest;
  }

  private static long varint(byte[] bytes, int from) {
    long bits = 0;
    for (int i = 0; i < 9 && from + i < bytes.length; i++) {
      byte b = bytes[from + i];
      if (i == 8) {
        return bits | ((long) b << 56);
      }
      bits |= (b & 0x7fL) << (7 * i);
      if (b >= 0) {
        return bits;
      }
    }
    throw new MalformedException("a number is cut short");
  }

  private static long requireUpTo(long max, long bits) {
    if (bits < 0 || bits > max) {
      throw new MalformedException("a number out of its range");
    }
    return bits;
  }

  private static void requireLength(byte[] bytes, long length) {
    if (bytes.length != length) {
      throw new MalformedException("the bytes don't hold exactly one value");
    }
  }
}
