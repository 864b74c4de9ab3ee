package org.cinnabar.jcache.internal.codec;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.List;

/**
 * One character that says how a field stands on the wire: a primitive, or a reference with its
 * class.
 */
final class Tags {
  static final char REFERENCE = 'L';
  static final List<Class<?>> PRIMITIVES =
      List.of(
          boolean.class,
          byte.class,
          short.class,
          int.class,
          long.class,
          float.class,
          double.class,
          char.class,
          void.class);

  private Tags() {}

  static char of(Class<?> type) {
    return type.isPrimitive() ? type.descriptorString().charAt(0) : REFERENCE;
  }

  /**
   * Writes a boxed primitive. Floating-point numbers go by their bits, one bit pattern for every
   * NaN.
   */
  static void writePrimitive(Output out, char tag, Object value) {
    switch (tag) {
      case 'Z' -> out.writeBoolean((Boolean) value);
      case 'B' -> out.writeByte((Byte) value);
      case 'S' -> out.writeShort((Short) value);
      case 'I' -> out.writeVarInt((Integer) value, false);
      case 'J' -> out.writeVarLong((Long) value, false);
      case 'F' -> out.writeInt(Float.floatToIntBits((Float) value));
      case 'D' -> out.writeLong(Double.doubleToLongBits((Double) value));
      case 'C' -> out.writeChar((Character) value);
      default -> throw new IllegalArgumentException("tag " + tag);
    }
  }

  static Object readPrimitive(Input in, char tag) {
    return switch (tag) {
      case 'Z' -> in.readBoolean();
      case 'B' -> in.readByte();
      case 'S' -> in.readShort();
      case 'I' -> in.readVarInt(false);
      case 'J' -> in.readVarLong(false);
      case 'F' -> Float.intBitsToFloat(in.readInt());
      case 'D' -> Double.longBitsToDouble(in.readLong());
      case 'C' -> in.readChar();
      default -> throw new MalformedException("an unknown field tag");
    };
  }
}
