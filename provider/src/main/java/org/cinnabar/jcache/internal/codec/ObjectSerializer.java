package org.cinnabar.jcache.internal.codec;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.List;

/** Objects of application classes, field by field. */
class ObjectSerializer extends ValueSerializer<Object> {
  private final ClassShape shape;
  private final List<SlotReader> readers;
  private final Instances instances;

  ObjectSerializer(ClassShape shape, Descriptor written) {
    this.shape = shape;
    readers = SlotReader.match(written, shape);
    instances = Instances.of(shape.type());
  }

  @Override
  void write(ValueKryo kryo, Output out, Object object) {
    writeSlots(kryo, out, object, shape);
  }

  static void writeSlots(ValueKryo kryo, Output out, Object object, ClassShape shape) {
    for (Slot slot : shape.slots()) {
      slot.write(kryo, out, object);
    }
  }

  @Override
  Object read(ValueKryo kryo, Input in) {
    Object object = instances.create();
    kryo.reference(object);
    kryo.references().open(object);
    readSlots(kryo, in, object, readers);
    readContent(kryo, in, object);
    kryo.references().close();
    return object;
  }

  /** Reads what follows the fields; nothing here. */
  void readContent(ValueKryo kryo, Input in, Object object) {}

  static void readSlots(ValueKryo kryo, Input in, Object object, List<SlotReader> readers) {
    for (SlotReader reader : readers) {
      Slot slot = reader.target();
      if (slot != null && reader.isPrimitive()) {
        slot.readPrimitive(in, object);
        continue;
      }
      Object value = reader.read(kryo, in);
      if (slot != null && value != SlotReader.ABSENT) {
        slot.set(object, value);
      }
    }
  }
}
