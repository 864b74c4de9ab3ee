package org.cinnabar.jcache.internal.codec;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;

/**
 * How one of Java's own value types is written. Of types marked as keys, equal values give equal
 * bytes.
 *
 * @param id the number that stands for the type on the wire; never reused
 * @param type the class
 * @param use what the type is good for besides being a value
 */
record Scalar<T>(int id, Class<T> type, Use use, Writer<T> writer, Reader<T> reader) {

  /** What a type's {@code equals} and mutability allow. */
  enum Use {
    /** Immutable, and its equality can be told from its bytes. */
    KEY,
    /** Mutable, with an equality that can be told from its bytes. */
    MUTABLE_KEY,
    /** Immutable; no key, because equality is identity. */
    VALUE,
    /** Mutable; no key, because equality is identity. */
    MUTABLE_VALUE;

    boolean isKey() {
      return this == KEY || this == MUTABLE_KEY;
    }

    boolean isMutable() {
      return this == MUTABLE_KEY || this == MUTABLE_VALUE;
    }
  }

  /** Writes a value without its type. */
  @FunctionalInterface
  interface Writer<T> {
    void write(Output out, T value, Trust trust);
  }

  /** Reads what the writer wrote; throws any unchecked exception on malformed bytes. */
  @FunctionalInterface
  interface Reader<T> {
    T read(Input in, Trust trust);
  }

  void write(Output out, Object value, Trust trust) {
    writer.write(out, type.cast(value), trust);
  }
}
