package org.cinnabar.jcache.internal.codec;

import com.esotericsoftware.kryo.io.Output;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes one key so that equal keys give equal bytes: lists by their elements, sets and maps by
 * their content in the order of its bytes, records and application classes by their fields. There
 * are no references, so sharing inside the key makes no difference.
 */
final class KeyWriter {
  private static final Set<String> DATES =
      Set.of("java.util.Date", "java.sql.Date", "java.sql.Time");

  private final Function<Class<?>, KeyShape> shapes;
  private final Trust trust;
  private final Set<Object> path = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Class<?>> classes = new HashSet<>();

  KeyWriter(Function<Class<?>, KeyShape> shapes, Trust trust) {
    this.shapes = shapes;
    this.trust = trust;
  }

  /** The classes of the application's that were written. */
  Set<Class<?>> classes() {
    return classes;
  }

  void write(Output out, @Nullable Object part, boolean inObject) {
    if (part == null) {
      out.writeByte(KeyTags.NULL);
    } else if (!writeScalar(out, part, inObject)) {
      enter(part);
      writeComposite(out, part, inObject);
      path.remove(part);
    }
  }

  private void enter(Object part) {
    if (!path.add(part)) {
      throw Refusals.key(part.getClass(), "it contains itself", "use a key without cycles");
    }
    if (path.size() > trust.settings().maxDepth()) {
      throw Refusals.tooDeep(trust.settings().maxDepth());
    }
  }

  // The dates of java.sql are equal to those of java.util, timestamps aren't.
  private static @Nullable Scalar<?> scalarOf(Class<?> type) {
    return DATES.contains(type.getName()) ? Scalars.byId(Scalars.DATE) : Scalars.of(type);
  }

  private boolean writeScalar(Output out, Object part, boolean inObject) {
    Scalar<?> scalar = scalarOf(part.getClass());
    if (scalar == null) {
      return false;
    }
    if (!scalar.use().isKey() && !(inObject && part.getClass().isArray())) {
      throw Refusals.key(
          part.getClass(),
          "its objects are equal only to themselves",
          "use a value type or a String");
    }
    out.writeByte(scalar.id());
    if (part instanceof InetAddress address) {
      // Neither the host name nor the scope counts for equality.
      out.writeBytes(address.getAddress());
    } else {
      scalar.write(out, part, trust);
    }
    return true;
  }

  private void writeComposite(Output out, Object part, boolean inObject) {
    if (part instanceof Enum<?> constant) {
      out.writeByte(KeyTags.ENUM);
      writeClass(out, constant.getDeclaringClass());
      Wire.writeString(out, constant.name());
    } else if (part instanceof List<?> list) {
      writeAll(out, KeyTags.LIST, list, false);
    } else if (part instanceof Set<?> set) {
      writeSorted(out, KeyTags.SET, set, element -> bytes(element, null));
    } else if (part instanceof Map<?, ?> map) {
      requireEqualKeys(map);
      writeSorted(out, KeyTags.MAP, map.entrySet(), entry -> bytes(entry.getKey(), entry));
    } else if (part instanceof Map.Entry<?, ?> entry) {
      out.writeByte(KeyTags.ENTRY);
      write(out, entry.getKey(), false);
      write(out, entry.getValue(), false);
    } else if (part instanceof Optional<?> optional) {
      out.writeByte(KeyTags.OPTIONAL);
      write(out, optional.orElse(null), false);
    } else if (inObject && part instanceof Object[] array) {
      // A class that keeps an array and defines equality compares the elements, or it would be
      // useless as a key.
      writeAll(out, KeyTags.ARRAY, Arrays.asList(array), true);
    } else {
      writeObject(out, part);
    }
  }

  private static void requireEqualKeys(Map<?, ?> map) {
    if (map instanceof IdentityHashMap<?, ?>) {
      throw Refusals.key(map.getClass(), "it compares by identity", "use a HashMap");
    }
  }

  private void writeAll(Output out, int tag, Collection<?> elements, boolean inObject) {
    out.writeByte(tag);
    Wire.writeCount(out, elements.size());
    for (Object element : elements) {
      write(out, element, inObject);
    }
  }

  private <E> void writeSorted(
      Output out, int tag, Collection<E> elements, Function<E, byte[]> encoder) {
    Wire.requireRoom(out, elements.size());
    List<byte[]> encoded = new ArrayList<>();
    elements.forEach(element -> encoded.add(encoder.apply(element)));
    encoded.sort(Arrays::compareUnsigned);
    out.writeByte(tag);
    Wire.writeCount(out, encoded.size());
    byte[] last = null;
    for (byte[] bytes : encoded) {
      if (Arrays.equals(last, bytes)) {
        throw Refusals.key(
            elements.getClass(),
            "two of its elements are alike, so it compares by other means than equals",
            "use a HashSet or HashMap");
      }
      out.writeBytes(bytes);
      last = bytes;
    }
  }

  private byte[] bytes(@Nullable Object part, Map.@Nullable Entry<?, ?> entry) {
    Output out = new Output(64, trust.settings().maxBytes());
    write(out, part, false);
    if (entry != null) {
      write(out, entry.getValue(), false);
    }
    return out.toBytes();
  }

  private void writeObject(Output out, Object part) {
    Class<?> type = part.getClass();
    KeyShape shape = shapes.apply(type);
    // A class that computes its hash code once and keeps it in a field must have done so.
    int unused = part.hashCode();
    classes.add(type);
    out.writeByte(type.isRecord() ? KeyTags.RECORD : KeyTags.OBJECT);
    writeClass(out, type);
    out.writeInt(shape.checksum());
    for (Slot slot : shape.slots()) {
      Object value = slot.get(part);
      if (value != null && slot.tag() != Tags.REFERENCE) {
        Tags.writePrimitive(out, slot.tag(), value);
      } else {
        write(out, value, !type.isRecord());
      }
    }
  }

  private void writeClass(Output out, Class<?> type) {
    trust.learn(type);
    Wire.writeString(out, type.getName());
  }
}
