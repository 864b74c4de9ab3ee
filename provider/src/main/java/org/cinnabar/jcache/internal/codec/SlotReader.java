package org.cinnabar.jcache.internal.codec;

import com.esotericsoftware.kryo.io.Input;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one field of the bytes into the field that the class has now.
 *
 * @param tag how the field stands on the wire
 * @param target the field of that name, or null if the class has none any more
 */
record SlotReader(char tag, @Nullable Slot target) {

  /** What a field holds that wasn't on the wire or was stepped over. */
  static final Object ABSENT = new Object();

  /** Matches the fields on the wire with the fields of the class by name. */
  static List<SlotReader> match(Descriptor descriptor, ClassShape shape) {
    Map<String, Slot> slots = new HashMap<>();
    shape.slots().forEach(slot -> slots.put(slot.name(), slot));
    return descriptor.fields().stream()
        .map(f -> new SlotReader(f.tag(), slots.get(f.name())))
        .toList();
  }

  /** Whether the field was a primitive when it was written and is the same one now. */
  boolean isPrimitive() {
    return target != null && tag == target.tag() && tag != Tags.REFERENCE;
  }

  /**
   * Reads the value and checks that the field takes it; {@link #ABSENT} if there is none to set.
   */
  @Nullable Object read(ValueKryo kryo, Input in) {
    Slot slot = target;
    if (slot == null) {
      skip(kryo, in, tag);
      return ABSENT;
    }
    Object value =
        tag == Tags.REFERENCE ? kryo.readClassAndObject(in) : Tags.readPrimitive(in, tag);
    if (slot.accepts(value)) {
      return value;
    }
    if (kryo.isSkipping()) {
      kryo.stepOver();
      return ABSENT;
    }
    throw new MalformedException("field " + slot + " has another type than it was written with");
  }

  static void skip(ValueKryo kryo, Input in, char tag) {
    if (tag == Tags.REFERENCE) {
      kryo.skipObject(in);
    } else {
      Tags.readPrimitive(in, tag);
    }
  }
}
