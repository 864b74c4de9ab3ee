package org.cinnabar.jcache.internal.codec;

import static java.util.Objects.requireNonNull;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records, component by component and by name. A component that the bytes don't have is null, zero
 * or false.
 */
final class RecordSerializer extends ValueSerializer<Object> {
  private final ClassShape shape;
  private final List<SlotReader> readers;
  private final Constructor<?> constructor;
  private final @Nullable Object[] initial;
  private final int[] positions;

  RecordSerializer(ClassShape shape, Descriptor written) {
    this.shape = shape;
    readers = SlotReader.match(written, shape);
    constructor = Instances.canonicalOf(shape.type());
    initial =
        Arrays.stream(constructor.getParameterTypes()).map(RecordSerializer::initial).toArray();
    Map<String, Integer> byName = positions(shape.type());
    positions =
        readers.stream()
            .mapToInt(r -> r.target() == null ? -1 : requireNonNull(byName.get(r.target().name())))
            .toArray();
  }

  /** A record's components by name, with their positions in the canonical constructor. */
  static Map<String, Integer> positions(Class<?> record) {
    Map<String, Integer> positions = new HashMap<>();
    for (RecordComponent component : record.getRecordComponents()) {
      positions.put(component.getName(), positions.size());
    }
    return positions;
  }

  @Override
  void write(ValueKryo kryo, Output out, Object object) {
    kryo.references().begin(object);
    ObjectSerializer.writeSlots(kryo, out, object, shape);
    kryo.references().end();
  }

  @Override
  Object read(ValueKryo kryo, Input in) {
    int skipped = kryo.skippedCount();
    @Nullable Object[] arguments = initial.clone();
    for (int i = 0; i < positions.length; i++) {
      Object value = readers.get(i).read(kryo, in);
      if (positions[i] >= 0 && value != SlotReader.ABSENT) {
        arguments[positions[i]] = value;
      }
    }
    // Half a record might not pass its own constructor.
    boolean incomplete = kryo.isSkipping() && skipped != kryo.skippedCount();
    return incomplete ? kryo.stepOver() : Instances.create(constructor, arguments);
  }

  private static @Nullable Object initial(Class<?> type) {
    return Array.get(Array.newInstance(type, 1), 0);
  }
}
