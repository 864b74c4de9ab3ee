package org.cinnabar.jcache.internal.codec;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.KryoBufferOverflowException;
import com.esotericsoftware.kryo.io.Output;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Counts, byte runs and strings. A size that the bytes claim is checked against what is left before
 * it's reserved.
 */
final class Wire {
  private static final int REPLACEMENT = 0xfffd;
  // Its header, the length and a bit, takes one byte.
  private static final int SHORT = 63;

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
    if (text.length() > SHORT || !writeShort(out, text)) {
      byte[] utf8 = utf8(text);
      byte[] bytes = utf8 == null ? utf16Bytes(text) : utf8;
      requireRoom(out, bytes.length);
      out.writeVarInt(bytes.length << 1 | (utf8 == null ? 1 : 0), true);
      out.writeBytes(bytes);
    }
  }

  // Most texts in objects are short and ASCII: these go straight into the buffer if it has the
  // room.
  private static boolean writeShort(Output out, String text) {
    byte[] buffer = out.getBuffer();
    int length = text.length();
    int at = out.position();
    if (buffer.length - at <= length) {
      return false;
    }
    buffer[at++] = (byte) (length << 1);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        return false;
      }
      buffer[at++] = (byte) c;
    }
    out.setPosition(at);
    return true;
  }

  static String readString(Input in) {
    int header = in.readVarInt(true);
    int length = header >>> 1;
    if (length > remaining(in)) {
      throw new MalformedException("a text's length exceeds the bytes that are left");
    }
    int from = in.position();
    in.setPosition(from + length);
    return text(in.getBuffer(), from, length, (header & 1) != 0);
  }

  /** Decodes what {@link #writeString} wrote behind the length. */
  static String text(byte[] bytes, int from, int length, boolean utf16) {
    return utf16 ? utf16(bytes, from, length) : utf8(bytes, from, length);
  }

  /** Decodes strictly, so that bytes which are no UTF-8 don't turn into another text. */
  static String utf8(byte[] bytes, int from, int length) {
    String text = new String(bytes, from, length, StandardCharsets.UTF_8);
    // Only this character can stand for malformed bytes. Looking for it is free where there is no
    // character beyond Latin-1.
    return text.indexOf(REPLACEMENT) < 0 ? text : strict(bytes, from, length);
  }

  private static String strict(byte[] bytes, int from, int length) {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, from, length);
      return StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedException("a text isn't UTF-8", e);
    }
  }

  /** The text as UTF-8, or null where a lone surrogate would be lost. */
  static byte @Nullable [] utf8(String text) {
    byte[] ascii = ascii(text, 0);
    if (ascii != null) {
      return ascii;
    }
    return isWellFormed(text) ? text.getBytes(StandardCharsets.UTF_8) : null;
  }

  /**
   * The text's characters as bytes behind a gap of some bytes, or null if they aren't all ASCII.
   * Copying and comparing whole arrays is many times faster than looking at each character.
   */
  @SuppressWarnings("deprecation") // it drops high bytes: what is left is compared with the text
  static byte @Nullable [] ascii(String text, int gap) {
    int length = text.length();
    byte[] bytes = new byte[gap + length];
    text.getBytes(0, length, bytes, gap);
    String copy = new String(bytes, gap, length, StandardCharsets.UTF_8);
    return copy.equals(text) && copy.indexOf(REPLACEMENT) < 0 ? bytes : null;
  }

  // Charset.decode would replace the lone surrogates that this form exists for.
  private static String utf16(byte[] bytes, int from, int length) {
    if (length % 2 != 0) {
      throw new MalformedException("half a character");
    }
    char[] chars = new char[length / 2];
    ByteBuffer.wrap(bytes, from, length).asCharBuffer().get(chars);
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

  static byte[] utf16Bytes(String text) {
    ByteBuffer buffer = ByteBuffer.allocate(text.length() * 2);
    buffer.asCharBuffer().put(text);
    return buffer.array();
  }
}
