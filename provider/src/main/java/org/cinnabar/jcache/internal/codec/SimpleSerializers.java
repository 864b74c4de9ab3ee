package org.cinnabar.jcache.internal.codec;

import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.lang.reflect.Array;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The serializers that are a few lines each: scalars, enums, arrays, and holders of one or two
 * objects.
 */
final class SimpleSerializers {
  private SimpleSerializers() {}

  /** One of Java's value types. */
  static final class OfScalar extends ValueSerializer<Object> {
    private final Scalar<?> scalar;

    OfScalar(Scalar<?> scalar) {
      this.scalar = scalar;
    }

    Scalar<?> scalar() {
      return scalar;
    }

    @Override
    void write(ValueKryo kryo, Output out, Object object) {
      scalar.write(out, object, kryo.types().trust());
    }

    @Override
    Object read(ValueKryo kryo, Input in) {
      return scalar.reader().read(in, kryo.types().trust());
    }
  }

  /** Enum constants by name, whether or not they have a body. */
  static final class OfEnum extends ValueSerializer<Enum<?>> {
    private final Class<?> type;

    OfEnum(Class<?> type) {
      this.type = type;
    }

    @Override
    void write(ValueKryo kryo, Output out, Enum<?> constant) {
      Wire.writeString(out, constant.name());
    }

    @Override
    Object read(ValueKryo kryo, Input in) {
      String name = Wire.readString(in);
      try {
        return constant(type, name);
      } catch (MalformedException e) {
        if (kryo.isSkipping()) {
          return kryo.stepOver();
        }
        throw e;
      }
    }

    /** An enum's constant; the name may come from a newer version of the enum. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    static Object constant(Class<?> type, String name) {
      try {
        return Enum.valueOf((Class<? extends Enum>) type.asSubclass(Enum.class), name);
      } catch (IllegalArgumentException | ClassCastException e) {
        throw new MalformedException(
            "class " + type.getName() + " is no enum or lacks the constant written", e);
      }
    }
  }

  /** Arrays of objects, or of arrays. */
  static final class OfArray extends ValueSerializer<Object> {
    private final Class<?> component;

    OfArray(Class<?> component) {
      this.component = component;
    }

    @Override
    void write(ValueKryo kryo, Output out, Object array) {
      Object[] elements = (Object[]) array;
      Wire.writeCount(out, elements.length);
      for (Object element : elements) {
        writePart(kryo, out, element, component, array.getClass().getSimpleName());
      }
    }

    @Override
    Object read(ValueKryo kryo, Input in) {
      Object[] elements = (Object[]) Array.newInstance(component, kryo.claim(in));
      kryo.reference(elements);
      for (int i = 0; i < elements.length; i++) {
        Object element = kryo.readClassAndObject(in);
        if (element == null || component.isInstance(element)) {
          elements[i] = element;
        } else if (!kryo.isSkipping()) {
          throw new MalformedException(
              "an array of " + component.getName() + " holds another type");
        }
      }
      return elements;
    }
  }

  /** Optionals; the part is null for an empty one. */
  static final class OfOptional extends ValueSerializer<Optional<?>> {
    @Override
    void write(ValueKryo kryo, Output out, Optional<?> optional) {
      kryo.references().begin(optional);
      kryo.writeClassAndObject(out, optional.orElse(null));
      kryo.references().end();
    }

    @Override
    Object read(ValueKryo kryo, Input in) {
      return Optional.ofNullable(kryo.readClassAndObject(in));
    }
  }

  /** Atomic references, which may contain themselves. */
  static final class OfReference extends ValueSerializer<AtomicReference<?>> {
    @Override
    void write(ValueKryo kryo, Output out, AtomicReference<?> reference) {
      kryo.writeClassAndObject(out, reference.get());
    }

    @Override
    Object read(ValueKryo kryo, Input in) {
      AtomicReference<Object> reference = new AtomicReference<>();
      kryo.reference(reference);
      reference.set(kryo.readClassAndObject(in));
      return reference;
    }
  }

  /** A map's entries; whichever kind it was, it is read as an immutable one. */
  static final class OfEntry extends ValueSerializer<Map.Entry<?, ?>> {
    @Override
    void write(ValueKryo kryo, Output out, Map.Entry<?, ?> entry) {
      kryo.references().begin(entry);
      kryo.writeClassAndObject(out, entry.getKey());
      kryo.writeClassAndObject(out, entry.getValue());
      kryo.references().end();
    }

    @Override
    Object read(ValueKryo kryo, Input in) {
      Object key = kryo.readClassAndObject(in);
      return new SimpleImmutableEntry<>(key, kryo.readClassAndObject(in));
    }
  }

  /** Reads a class that must be an enum: the element type of enum sets and maps. */
  static Class<?> readEnumType(ValueKryo kryo, Input in) {
    Registration registration = kryo.readClass(in);
    if (registration == null || !registration.getType().isEnum()) {
      throw new MalformedException("the element type isn't an enum");
    }
    return registration.getType();
  }
}
