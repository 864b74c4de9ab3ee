package org.cinnabar.jcache.internal.codec;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.PriorityBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Java's collections, or its maps: a comparator if the type has one, the number of elements, the
 * elements.
 */
abstract class ContainerSerializer<C> extends ValueSerializer<C> {
  private final Container<C> container;

  private ContainerSerializer(Container<C> container) {
    this.container = container;
  }

  /** Collections. */
  static final class OfCollection extends ContainerSerializer<Collection<Object>> {
    OfCollection(Container<Collection<Object>> container) {
      super(container);
    }

    @Override
    void writeContent(ValueKryo kryo, Output out, Collection<Object> collection) {
      writeElements(kryo, out, collection);
    }

    @Override
    List<Object> readContent(ValueKryo kryo, Input in) {
      return readElements(kryo, in, kryo.claim(in));
    }

    @Override
    void fill(Collection<Object> target, List<Object> content, HashCost cost) {
      if (target instanceof Set<?>) {
        content.forEach(cost::charge);
      }
      target.addAll(content);
    }
  }

  /** Maps. */
  static final class OfMap extends ContainerSerializer<Map<Object, Object>> {
    OfMap(Container<Map<Object, Object>> container) {
      super(container);
    }

    @Override
    void writeContent(ValueKryo kryo, Output out, Map<Object, Object> map) {
      writeEntries(kryo, out, map);
    }

    @Override
    List<Object> readContent(ValueKryo kryo, Input in) {
      return readElements(kryo, in, 2L * kryo.claim(in));
    }

    @Override
    void fill(Map<Object, Object> target, List<Object> content, HashCost cost) {
      putAll(target, content, cost);
    }
  }

  abstract void writeContent(ValueKryo kryo, Output out, C object);

  abstract List<Object> readContent(ValueKryo kryo, Input in);

  abstract void fill(C target, List<Object> content, HashCost cost);

  @Override
  void write(ValueKryo kryo, Output out, C object) {
    if (container.late()) {
      kryo.references().begin(object);
    }
    if (container.sorted()) {
      Comparators.write(kryo, out, comparatorOf(object));
    }
    writeContent(kryo, out, object);
    if (container.late()) {
      kryo.references().end();
    }
  }

  @Override
  @SuppressWarnings("unchecked")
  Object read(ValueKryo kryo, Input in) {
    int skipped = kryo.skippedCount();
    int backReferences = kryo.references().backReferences();
    C target =
        container
            .target()
            .apply(container.sorted() ? (Comparator<Object>) Comparators.read(kryo, in) : null);
    C result = container.late() ? target : container.view().apply(target);
    if (!container.late()) {
      kryo.reference(result);
    }
    List<Object> content = readContent(kryo, in);
    if (kryo.isSkipping() && skipped != kryo.skippedCount()) {
      return container.late() ? kryo.stepOver() : result;
    }
    if (!container.late() && backReferences != kryo.references().backReferences()) {
      // An element's hash code or order may depend on fields that are still to be read.
      kryo.defer(() -> fill(target, content, kryo.hashCost()));
      return result;
    }
    fill(target, content, kryo.hashCost());
    return container.late() ? container.view().apply(target) : result;
  }

  static void writeElements(ValueKryo kryo, Output out, Collection<?> collection) {
    Wire.requireRoom(out, collection.size());
    Object[] elements = collection.toArray();
    Wire.writeCount(out, elements.length);
    for (Object element : elements) {
      kryo.writeClassAndObject(out, element);
    }
  }

  static void writeEntries(ValueKryo kryo, Output out, Map<?, ?> map) {
    Wire.requireRoom(out, 2L * map.size());
    List<Object> content = new ArrayList<>();
    map.forEach(
        (key, value) -> {
          content.add(key);
          content.add(value);
        });
    if (map instanceof Properties properties
        && properties.stringPropertyNames().size() > properties.size()) {
      throw Refusals.unsupported(
          map.getClass(), "it has default properties behind it", "copy all into one map");
    }
    Wire.writeCount(out, content.size() / 2);
    for (Object part : content) {
      kryo.writeClassAndObject(out, part);
    }
  }

  static List<Object> readElements(ValueKryo kryo, Input in, long count) {
    List<Object> elements = new ArrayList<>((int) Math.min(count, 1024));
    for (long i = 0; i < count; i++) {
      elements.add(kryo.readClassAndObject(in));
    }
    return elements;
  }

  static void putAll(Map<Object, Object> target, List<Object> content, HashCost cost) {
    for (int i = 0; i < content.size(); i += 2) {
      cost.charge(content.get(i));
      target.put(content.get(i), content.get(i + 1));
    }
  }

  static @Nullable Comparator<?> comparatorOf(Object container) {
    if (container instanceof SortedSet<?> set) {
      return set.comparator();
    } else if (container instanceof SortedMap<?, ?> map) {
      return map.comparator();
    } else if (container instanceof PriorityQueue<?> queue) {
      return queue.comparator();
    }
    return container instanceof PriorityBlockingQueue<?> queue ? queue.comparator() : null;
  }
}
