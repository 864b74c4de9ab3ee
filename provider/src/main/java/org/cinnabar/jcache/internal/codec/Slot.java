package org.cinnabar.jcache.internal.codec;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * One stored field or record component.
 *
 * @param name its name on the wire, unique within the class and its superclasses
 * @param tag how it stands on the wire, see {@link Tags}
 * @param field the field, made accessible
 * @param boxed the declared type, boxed if primitive
 */
record Slot(String name, char tag, Field field, Class<?> boxed) {

  static Slot of(String name, Field field) {
    Class<?> boxed = MethodType.methodType(field.getType()).wrap().returnType();
    return new Slot(name, Tags.of(field.getType()), field, boxed);
  }

  @Nullable Object get(Object owner) {
    try {
      return field.get(owner);
    } catch (IllegalAccessException e) {
      throw unreadable(owner, e);
    }
  }

  /** Writes the owner's field, a primitive one without boxing. */
  void write(ValueKryo kryo, Output out, Object owner) {
    try {
      switch (tag) {
        case Tags.REFERENCE -> ValueSerializer.writePart(kryo, out, field.get(owner), boxed, this);
        case 'I' -> out.writeVarInt(field.getInt(owner), false);
        case 'J' -> out.writeVarLong(field.getLong(owner), false);
        case 'Z' -> out.writeBoolean(field.getBoolean(owner));
        default -> Tags.writePrimitive(out, tag, field.get(owner));
      }
    } catch (IllegalAccessException e) {
      throw unreadable(owner, e);
    }
  }

  /** Reads a field that is a primitive of the same type on the wire. */
  void readPrimitive(Input in, Object owner) {
    try {
      switch (tag) {
        case 'I' -> field.setInt(owner, in.readVarInt(false));
        case 'J' -> field.setLong(owner, in.readVarLong(false));
        case 'Z' -> field.setBoolean(owner, in.readBoolean());
        default -> field.set(owner, Tags.readPrimitive(in, tag));
      }
    } catch (IllegalAccessException e) {
      throw unwritable(e);
    }
  }

  /** Sets the field, even a final one. */
  void set(Object owner, @Nullable Object value) {
    try {
      field.set(owner, value);
    } catch (IllegalAccessException e) {
      throw unwritable(e);
    }
  }

  private RuntimeException unreadable(Object owner, IllegalAccessException e) {
    return Refusals.unsupported(
        owner.getClass(),
        "its field " + name + " can't be read",
        "open its package to this library",
        e);
  }

  private MalformedException unwritable(IllegalAccessException e) {
    return new MalformedException("field " + this + " can't be set", e);
  }

  /** Whether the field's declared type takes this value. */
  boolean accepts(@Nullable Object value) {
    return value == null ? tag == Tags.REFERENCE : boxed.isInstance(value);
  }

  @Override
  public String toString() {
    return field.getDeclaringClass().getName() + "." + field.getName();
  }
}
