package org.cinnabar.jcache.internal.codec;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.ArrayList;
import java.util.List;
import org.cinnabar.jcache.CacheCodecException;

/**
 * A named class on the wire: enough to read its objects after fields came or went, and to step over
 * them when the class is gone.
 *
 * @param kind how its objects are written
 * @param name the class's binary name
 * @param fields the fields that were written, in their order
 */
record Descriptor(Kind kind, String name, List<FieldName> fields) {

  // No byte of UTF-8.
  private static final byte END = (byte) 0xff;

  /** The ways of writing an object. The codes are part of the format. */
  enum Kind {
    OBJECT(0),
    RECORD(1),
    ENUM(2),
    ARRAY(3),
    THROWABLE(4),
    COLLECTION(5),
    MAP(6);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    static Kind of(int code) {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new MalformedException("an unknown kind of class");
    }

    boolean hasIdentity() {
      return this != ENUM;
    }

    /** Whether one way's fields can be read the other way: a class may have become a record. */
    boolean isCompatible(Kind other) {
      return this == other
          || (this == OBJECT && other == RECORD)
          || (this == RECORD && other == OBJECT);
    }
  }

  /** A field's name, and how it stands on the wire: see {@link Tags}. */
  record FieldName(String name, char tag) {}

  static Descriptor of(Kind kind, ClassShape shape) {
    List<FieldName> fields =
        shape.slots().stream().map(s -> new FieldName(s.name(), s.tag())).toList();
    return new Descriptor(kind, shape.type().getName(), fields);
  }

  static Descriptor of(Kind kind, Class<?> type) {
    return new Descriptor(kind, type.getName(), List.of());
  }

  /** The bytes begin with the name, see {@link ClassTable}. */
  byte[] toBytes() {
    byte[] utf8 = Wire.utf8(name);
    if (utf8 == null) {
      throw new CacheCodecException(
          "A class whose name isn't well-formed Unicode can't be stored. Rename it.", null);
    }
    Output out = new Output(128, -1);
    out.writeBytes(utf8);
    out.writeByte(END);
    out.writeByte(kind.code);
    out.writeVarInt(fields.size(), true);
    for (FieldName field : fields) {
      Wire.writeString(out, field.name());
      out.writeByte(field.tag());
    }
    return out.toBytes();
  }

  static Descriptor parse(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != END) {
      end++;
    }
    if (end == bytes.length) {
      throw new MalformedException("a class without an end of its name");
    }
    String name = Wire.utf8(bytes, 0, end);
    Input in = new Input(bytes, end + 1, bytes.length - end - 1);
    Kind kind = Kind.of(in.readByte());
    int count = Wire.readCount(in, 2);
    List<FieldName> fields = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      fields.add(new FieldName(Wire.readString(in), (char) in.readByte()));
    }
    return new Descriptor(kind, name, fields);
  }
}
