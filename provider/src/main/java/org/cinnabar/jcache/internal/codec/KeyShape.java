package org.cinnabar.jcache.internal.codec;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an application class that make up its key bytes.
 *
 * @param type the class
 * @param slots its fields or components, in the order of their names
 * @param checksum tells this set of fields from another version's, whose bytes aren't decodable
 * @param maker makes an object from the values of its slots
 */
record KeyShape(
    Class<?> type, List<Slot> slots, int checksum, Function<@Nullable Object[], Object> maker) {

  /**
   * Finds the fields of a class that can be a key.
   *
   * @throws org.cinnabar.jcache.CacheCodecException when its equality can't be told from its fields
   */
  static KeyShape of(Class<?> type) {
    requireEquality(type);
    // What an inner class keeps of its outer object isn't part of its equality.
    List<Slot> slots =
        ClassShape.of(type).slots().stream().filter(s -> !s.field().isSynthetic()).toList();
    CRC32 crc = new CRC32();
    for (Slot slot : slots) {
      String text = slot.name() + ':' + slot.field().getType().getName() + ';';
      crc.update(text.getBytes(StandardCharsets.UTF_8));
    }
    Function<@Nullable Object[], Object> maker =
        type.isRecord() ? ofRecord(type, slots) : ofObject(type, slots);
    return new KeyShape(type, slots, (int) crc.getValue(), maker);
  }

  private static Function<@Nullable Object[], Object> ofRecord(Class<?> type, List<Slot> slots) {
    Constructor<?> constructor = Instances.canonicalOf(type);
    Map<String, Integer> positions = RecordSerializer.positions(type);
    return values -> {
      @Nullable Object[] arguments = new Object[values.length];
      for (int i = 0; i < values.length; i++) {
        arguments[requireNonNull(positions.get(slots.get(i).name()))] = values[i];
      }
      return Instances.create(constructor, arguments);
    };
  }

  private static Function<@Nullable Object[], Object> ofObject(Class<?> type, List<Slot> slots) {
    Instances instances = Instances.of(type);
    return values -> {
      Object object = instances.create();
      for (int i = 0; i < values.length; i++) {
        slots.get(i).set(object, values[i]);
      }
      return object;
    };
  }

  private static void requireEquality(Class<?> type) {
    if (type.isHidden() || (type.isSynthetic() && type.getName().contains("$$Lambda"))) {
      throw Refusals.key(type, "it is a lambda", "use a record or a String");
    }
    if (type.isArray()) {
      throw Refusals.key(type, "arrays are equal only to themselves", "use a List");
    }
    if (Trust.isPlatform(type)) {
      throw Refusals.key(
          type,
          "it is no value type or collection whose equality is defined by its contents",
          "use a record, a String or a List");
    }
    if (!declares(type, "equals", Object.class) || !declares(type, "hashCode")) {
      throw Refusals.key(
          type,
          "it doesn't override both equals and hashCode, so it is equal only to itself",
          "override them, or use a record");
    }
  }

  private static boolean declares(Class<?> type, String name, Class<?>... parameters) {
    try {
      Class<?> declaring = type.getMethod(name, parameters).getDeclaringClass();
      return type.isRecord() || !Trust.isPlatform(declaring);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }
}
