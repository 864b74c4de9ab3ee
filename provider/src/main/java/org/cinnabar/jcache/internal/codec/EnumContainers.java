package org.cinnabar.jcache.internal.codec;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Enum sets and maps: the enum, and the constants by name. */
@SuppressWarnings({"unchecked", "rawtypes"})
final class EnumContainers {
  private EnumContainers() {}

  /** Reads a constant; null if it is gone, which only the parts that no field wants may be. */
  private static @Nullable Enum<?> constant(ValueKryo kryo, Class<?> type, Input in) {
    String name = Wire.readString(in);
    try {
      return (Enum<?>) SimpleSerializers.OfEnum.constant(type, name);
    } catch (MalformedException e) {
      if (!kryo.isSkipping()) {
        throw e;
      }
      kryo.stepOver();
      return null;
    }
  }

  /** Enum sets of either size. */
  static final class OfSet extends ValueSerializer<EnumSet<?>> {
    @Override
    void write(ValueKryo kryo, Output out, EnumSet<?> set) {
      EnumSet<?> sample = set.isEmpty() ? EnumSet.complementOf(set) : set;
      if (sample.isEmpty()) {
        throw Refusals.unsupported(
            set.getClass(), "its enum has no constants", "use an immutable set");
      }
      kryo.writeClass(out, sample.iterator().next().getDeclaringClass());
      Wire.writeCount(out, set.size());
      set.forEach(constant -> Wire.writeString(out, constant.name()));
    }

    @Override
    Object read(ValueKryo kryo, Input in) {
      Class type = SimpleSerializers.readEnumType(kryo, in);
      EnumSet set = EnumSet.noneOf(type);
      kryo.reference(set);
      for (int count = kryo.claim(in); count > 0; count--) {
        Enum constant = constant(kryo, type, in);
        if (constant != null) {
          set.add(constant);
        }
      }
      return set;
    }
  }

  /** Enum maps. */
  static final class OfMap extends ValueSerializer<EnumMap<?, ?>> {
    @Override
    void write(ValueKryo kryo, Output out, EnumMap<?, ?> map) {
      kryo.writeClass(out, keyType(map));
      Wire.writeCount(out, map.size());
      for (Map.Entry<? extends Enum<?>, ?> entry : map.entrySet()) {
        Wire.writeString(out, entry.getKey().name());
        kryo.writeClassAndObject(out, entry.getValue());
      }
    }

    @Override
    Object read(ValueKryo kryo, Input in) {
      Class type = SimpleSerializers.readEnumType(kryo, in);
      EnumMap map = new EnumMap(type);
      kryo.reference(map);
      for (int count = kryo.claim(in); count > 0; count--) {
        Enum key = constant(kryo, type, in);
        Object value = kryo.readClassAndObject(in);
        if (key != null) {
          map.put(key, value);
        }
      }
      return map;
    }

    private static Class<?> keyType(EnumMap<?, ?> map) {
      if (!map.isEmpty()) {
        return map.keySet().iterator().next().getDeclaringClass();
      }
      // Only its serial form tells an empty map's key type; nothing is ever read by Java
      // serialization.
      List<Class<?>> enums = new ArrayList<>();
      try (ObjectOutputStream out =
          new ObjectOutputStream(OutputStream.nullOutputStream()) {
            @Override
            protected void annotateClass(Class<?> type) {
              if (type.isEnum()) {
                enums.add(type);
              }
            }
          }) {
        out.writeObject(map);
      } catch (IOException e) {
        throw Refusals.unsupported(
            map.getClass(), "it is empty and its key type can't be told", "use another map", e);
      }
      return enums.get(0);
    }
  }
}
