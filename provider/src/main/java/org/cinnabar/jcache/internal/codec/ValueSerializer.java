package org.cinnabar.jcache.internal.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.jspecify.annotations.Nullable;

/** A serializer without state of its own, shared by all Kryos of a codec. */
abstract class ValueSerializer<T> extends Serializer<T> {

  abstract void write(ValueKryo kryo, Output out, T object);

  /**
   * Reads an object; {@link Skipped} if it can't be complete because a part of it was stepped over.
   */
  abstract Object read(ValueKryo kryo, Input in);

  @Override
  public final void write(Kryo kryo, Output out, T object) {
    write((ValueKryo) kryo, out, object);
  }

  @Override
  @SuppressWarnings("unchecked")
  public final T read(Kryo kryo, Input in, Class<? extends T> type) {
    return (T) read((ValueKryo) kryo, in);
  }

  /**
   * Writes a part with its class, after making sure that the place it comes from can take what
   * reading will give.
   */
  static void writePart(
      ValueKryo kryo, Output out, @Nullable Object part, Class<?> declared, Object place) {
    if (part != null) {
      Class<?> decoded = kryo.typeOf(part.getClass()).decodedType();
      if (!declared.isAssignableFrom(decoded)) {
        throw Refusals.unsupported(
            part.getClass(),
            "it would be read back as " + decoded.getName() + ", which " + place + " can't hold",
            "declare it by its interface");
      }
    }
    kryo.writeClassAndObject(out, part);
  }
}
