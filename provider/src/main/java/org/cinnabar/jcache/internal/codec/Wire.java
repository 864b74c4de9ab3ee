package org.cinnabar.jcache.internal.codec;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.KryoBufferOverflowException;
import com.esotericsoftware.kryo.io.Output;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Counts, byte runs and strings. A size that the bytes claim is checked against what is left before
 * it's reserved.
 */
final class Wire {
  private Wire() {}

  static int remaining(Input in) {
    return in.limit() - in.position();
  }

  /** Refuses, before any copy is made, something that needs at least so many bytes. */
  static void requireRoom(Output out, long bytes) {
    if (bytes > out.getMaxCapacity() - (long) out.position()) {
      throw new KryoBufferOverflowException("no room");
    }
  }

  /** Writes the number of elements that follow, each of which takes a byte at least. */
  static void writeCount(Output out, int count) {
    requireRoom(out, count);
    out.writeVarInt(count, true);
  }

  /** Reads a number of elements, each of which takes at least {@code width} bytes. */
  static int readCount(Input in, int width) {
    int count = in.readVarInt(true);
    if (count < 0 || (long) count * width > remaining(in)) {
      throw new MalformedException("a size exceeds the bytes that are left");
    }
    return count;
  }

  static void writeBytes(Output out, byte[] bytes) {
    writeCount(out, bytes.length);
    out.writeBytes(bytes);
  }

  static byte[] readBytes(Input in) {
    return in.readBytes(readCount(in, 1));
  }

  /**
   * Writes UTF-8, or UTF-16 where a lone surrogate would be lost. The lowest bit of the length says
   * which.
   */
  static void writeString(Output out, String text) {
    requireRoom(out, text.length());
    boolean utf8 = isWellFormed(text);
    byte[] bytes = utf8 ? text.getBytes(StandardCharsets.UTF_8) : utf16Bytes(text);
    requireRoom(out, bytes.length);
    out.writeVarInt(bytes.length << 1 | (utf8 ? 0 : 1), true);
    out.writeBytes(bytes);
  }

  static String readString(Input in) {
    int header = in.readVarInt(true);
    int length = header >>> 1;
    if (length > remaining(in)) {
      throw new MalformedException("a text's length exceeds the bytes that are left");
    }
    byte[] bytes = in.readBytes(length);
    return (header & 1) == 0 ? utf8(bytes, 0) : utf16(bytes);
  }

  /** Decodes strictly, so that bytes which are no UTF-8 don't turn into another text. */
  static String utf8(byte[] bytes, int offset) {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, bytes.length - offset);
      return StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedException("a text isn't UTF-8", e);
    }
  }

  // Charset.decode would replace the lone surrogates that this form exists for.
  private static String utf16(byte[] bytes) {
    if (bytes.length % 2 != 0) {
      throw new MalformedException("half a character");
    }
    char[] chars = new char[bytes.length / 2];
    ByteBuffer.wrap(bytes).asCharBuffer().get(chars);
    return new String(chars);
  }

  /** Whether every surrogate has its partner, so that the text survives UTF-8. */
  static boolean isWellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  private static byte[] utf16Bytes(String text) {
    ByteBuffer buffer = ByteBuffer.allocate(text.length() * 2);
    buffer.asCharBuffer().put(text);
    return buffer.array();
  }
}
