package org.cinnabar.jcache.internal.codec;

import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * One stored field or record component.
 *
 * @param name its name on the wire, unique within the class and its superclasses
 * @param tag how it stands on the wire, see {@link Tags}
 * @param field the field, made accessible
 */
record Slot(String name, char tag, Field field) {

  @Nullable Object get(Object owner) {
    try {
      return field.get(owner);
    } catch (IllegalAccessException e) {
      throw Refusals.unsupported(
          owner.getClass(),
          "its field " + name + " can't be read",
          "open its package to this library",
          e);
    }
  }

  /** Sets the field, even a final one. */
  void set(Object owner, @Nullable Object value) {
    try {
      field.set(owner, value);
    } catch (IllegalAccessException e) {
      throw new MalformedException("field " + this + " can't be set", e);
    }
  }

  /** Whether the field's declared type takes this value. */
  boolean accepts(@Nullable Object value) {
    if (value == null) {
      return tag == Tags.REFERENCE;
    }
    return boxed().isInstance(value);
  }

  /** The declared type, boxed if primitive. */
  Class<?> boxed() {
    return MethodType.methodType(field.getType()).wrap().returnType();
  }

  @Override
  public String toString() {
    return field.getDeclaringClass().getName() + "." + field.getName();
  }
}
