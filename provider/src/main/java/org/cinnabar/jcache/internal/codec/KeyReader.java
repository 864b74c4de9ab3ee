package org.cinnabar.jcache.internal.codec;

import com.esotericsoftware.kryo.io.Input;
import java.lang.reflect.Array;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.cinnabar.jcache.CacheCodecException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a binary key: an object that equals the one written, though lists, sets and maps may be of
 * another class.
 */
final class KeyReader {
  private final Function<Class<?>, KeyShape> shapes;
  private final Trust trust;
  private final Input in;
  private int depth;

  KeyReader(Function<Class<?>, KeyShape> shapes, Trust trust, Input in) {
    this.shapes = shapes;
    this.trust = trust;
    this.in = in;
  }

  /** Reads the one key there is, as an instance of the type if it isn't null. */
  Object readAll(Class<?> expected) {
    Object key = read(expected);
    if (key == null || Wire.remaining(in) != 0) {
      throw new MalformedException("the bytes don't hold exactly one key");
    }
    return key;
  }

  private @Nullable Object read(Class<?> expected) {
    int tag = in.readByte() & 0xff;
    if (tag == KeyTags.NULL) {
      return null;
    }
    if (depth++ > trust.settings().maxDepth()) {
      throw new MalformedException(
          "nested deeper than maxDepth (" + trust.settings().maxDepth() + " levels)");
    }
    Scalar<?> scalar = Scalars.byId(tag);
    Object part = scalar == null ? readComposite(tag, expected) : readScalar(scalar);
    depth--;
    return KeyAdapter.adapt(part, expected);
  }

  private Object readScalar(Scalar<?> scalar) {
    if (scalar.id() != OtherScalars.INET4 && scalar.id() != OtherScalars.INET6) {
      return scalar.reader().read(in, trust);
    }
    try {
      return InetAddress.getByAddress(in.readBytes(scalar.id() == OtherScalars.INET4 ? 4 : 16));
    } catch (UnknownHostException e) {
      throw new MalformedException("an address of a wrong length", e);
    }
  }

  private Object readComposite(int tag, Class<?> expected) {
    return switch (tag) {
      case KeyTags.LIST -> readList(Object.class);
      case KeyTags.SET -> readSet();
      case KeyTags.MAP -> readMap();
      case KeyTags.ENTRY -> {
        Object key = read(Object.class);
        yield new SimpleImmutableEntry<>(key, read(Object.class));
      }
      case KeyTags.OPTIONAL -> Optional.ofNullable(read(Object.class));
      case KeyTags.ENUM ->
          SimpleSerializers.OfEnum.constant(trust.load(Wire.readString(in)), Wire.readString(in));
      case KeyTags.RECORD, KeyTags.OBJECT -> readObject(shape());
      case KeyTags.ARRAY -> readArray(expected);
      default -> throw new MalformedException("an unknown key tag");
    };
  }

  private List<@Nullable Object> readList(Class<?> element) {
    int count = Wire.readCount(in, 1);
    List<@Nullable Object> list = new ArrayList<>(Math.min(count, 64));
    for (int i = 0; i < count; i++) {
      list.add(read(element));
    }
    return list;
  }

  private Set<@Nullable Object> readSet() {
    return new LinkedHashSet<>(readList(Object.class));
  }

  private Map<@Nullable Object, @Nullable Object> readMap() {
    Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
    for (int count = Wire.readCount(in, 2); count > 0; count--) {
      Object key = read(Object.class);
      map.put(key, read(Object.class));
    }
    return map;
  }

  private Object readArray(Class<?> expected) {
    Class<?> component =
        Object[].class.isAssignableFrom(expected) ? expected.getComponentType() : Object.class;
    List<@Nullable Object> elements = readList(component);
    return elements.toArray((Object[]) Array.newInstance(component, 0));
  }

  private KeyShape shape() {
    Class<?> type = trust.load(Wire.readString(in));
    try {
      KeyShape shape = shapes.apply(type);
      if (shape.checksum() != in.readInt()) {
        throw new MalformedException(
            "the fields of " + type.getName() + " changed since this key was written");
      }
      return shape;
    } catch (CacheCodecException e) {
      throw new MalformedException(String.valueOf(e.getMessage()), e);
    }
  }

  private Object readObject(KeyShape shape) {
    @Nullable Object[] values = new Object[shape.slots().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = readSlot(shape.slots().get(i));
    }
    return shape.maker().apply(values);
  }

  private @Nullable Object readSlot(Slot slot) {
    if (slot.tag() != Tags.REFERENCE) {
      return Tags.readPrimitive(in, slot.tag());
    }
    return read(slot.field().getType());
  }
}
