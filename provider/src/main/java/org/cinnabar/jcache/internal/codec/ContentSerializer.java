package org.cinnabar.jcache.internal.codec;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Application classes that extend a collection or map of Java's: their own fields, then the
 * content.
 */
final class ContentSerializer extends ObjectSerializer {
  ContentSerializer(ClassShape shape, Descriptor written) {
    super(shape, written);
  }

  @Override
  void write(ValueKryo kryo, Output out, Object object) {
    if (ContainerSerializer.comparatorOf(object) != null) {
      throw Refusals.unsupported(
          object.getClass(),
          "it extends a sorted collection and has a comparator",
          "use the collection itself as a field");
    }
    super.write(kryo, out, object);
    if (object instanceof Map<?, ?> map) {
      ContainerSerializer.writeEntries(kryo, out, map);
    } else {
      ContainerSerializer.writeElements(kryo, out, (Collection<?>) object);
    }
  }

  @Override
  @SuppressWarnings("unchecked")
  void readContent(ValueKryo kryo, Input in, Object object) {
    int skipped = kryo.skippedCount();
    boolean isMap = object instanceof Map<?, ?>;
    List<Object> content =
        ContainerSerializer.readElements(kryo, in, (isMap ? 2L : 1L) * kryo.claim(in));
    if (kryo.isSkipping() && skipped != kryo.skippedCount()) {
      return;
    }
    if (isMap) {
      ContainerSerializer.putAll((Map<Object, Object>) object, content, kryo.hashCost());
    } else {
      content.forEach(kryo.hashCost()::charge);
      ((Collection<Object>) object).addAll(content);
    }
  }
}
