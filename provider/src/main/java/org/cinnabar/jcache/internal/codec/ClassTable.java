package org.cinnabar.jcache.internal.codec;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The named classes of a value, in front of its graph: their number, then each one's descriptor
 * without the bytes that it begins with like the one before. Classes of an application share
 * packages, and nested ones most of their names.
 */
final class ClassTable {
  static final ClassTable EMPTY = new ClassTable(new byte[0], new byte[0][]);

  // A few bytes could otherwise stand for one long name again and again.
  private static final int MAX_SHARED = 1 << 20;

  private final byte[] bytes;
  private final byte[][] descriptors;
  private final @Nullable WireType[] resolved;

  private ClassTable(byte[] bytes, byte[][] descriptors) {
    this.bytes = bytes;
    this.descriptors = descriptors;
    resolved = new WireType[descriptors.length];
  }

  static void write(Output out, List<WireType> types) {
    out.writeVarInt(types.size(), true);
    byte[] previous = {};
    int left = MAX_SHARED;
    for (WireType type : types) {
      byte[] descriptor = type.descriptor();
      int shared = Math.min(left, mismatch(previous, descriptor));
      int rest = descriptor.length - shared;
      out.writeVarInt(shared, true);
      Wire.writeCount(out, rest);
      out.writeBytes(descriptor, shared, rest);
      left -= shared;
      previous = descriptor;
    }
  }

  private static int mismatch(byte[] a, byte[] b) {
    int at = Arrays.mismatch(a, b);
    return at < 0 ? a.length : at;
  }

  static ClassTable read(Input in) {
    int from = in.position();
    int count = Wire.readCount(in, 2);
    byte[][] descriptors = new byte[count][];
    byte[] previous = {};
    int left = MAX_SHARED;
    for (int i = 0; i < count; i++) {
      int shared = in.readVarInt(true);
      if (shared < 0 || shared > previous.length || shared > left) {
        throw new MalformedException("a class's name begins like none before");
      }
      int rest = Wire.readCount(in, 1);
      byte[] descriptor = Arrays.copyOf(previous, shared + rest);
      in.readBytes(descriptor, shared, rest);
      left -= shared;
      descriptors[i] = descriptor;
      previous = descriptor;
    }
    return new ClassTable(Arrays.copyOfRange(in.getBuffer(), from, in.position()), descriptors);
  }

  /** Whether these bytes come next; if so, they are stepped over. */
  boolean isNext(Input in) {
    int from = in.position();
    int to = from + bytes.length;
    boolean next =
        to <= in.limit() && Arrays.equals(in.getBuffer(), from, to, bytes, 0, bytes.length);
    if (next) {
      in.setPosition(to);
    }
    return next;
  }

  /** How many bytes it takes. */
  int length() {
    return bytes.length;
  }

  int count() {
    return descriptors.length;
  }

  byte[] descriptor(int index) {
    return descriptors[index];
  }

  /** What was found out about a class, or null. */
  @Nullable WireType type(int index) {
    return resolved[index];
  }

  void resolve(int index, WireType type) {
    resolved[index] = type;
  }

  /** Forgets placeholders: their classes may be known by the next time. */
  void forgetPlaceholders() {
    for (int i = 0; i < resolved.length; i++) {
      WireType type = resolved[i];
      if (type != null && type.getType() == Skipped.class) {
        resolved[i] = null;
      }
    }
  }
}
