package org.cinnabar.jcache.internal.codec;

import com.esotericsoftware.kryo.util.MapReferenceResolver;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shared and cyclic references of one graph. Kryo's own table answers null for an object that isn't
 * there yet; here that is an error on both sides, so that no reference is lost silently.
 */
final class ValueReferences extends MapReferenceResolver {
  private final List<Object> unfinished = new ArrayList<>();
  private final List<Object> open = new ArrayList<>();
  private @Nullable ValueClassResolver classes;
  private int backReferences;

  void start(ValueClassResolver resolver) {
    classes = resolver;
  }

  @Override
  @SuppressWarnings("rawtypes")
  public boolean useReferences(Class type) {
    return classes != null && classes.usesReferences(type);
  }

  /** Marks an object that can only be rebuilt after its parts: no part may lead back to it. */
  void begin(Object object) {
    unfinished.add(object);
  }

  void end() {
    unfinished.remove(unfinished.size() - 1);
  }

  @Override
  public int getWrittenId(Object object) {
    int id = super.getWrittenId(object);
    if (id >= 0) {
      for (Object candidate : unfinished) {
        if (candidate == object) {
          throw Refusals.unsupported(
              object.getClass(),
              "it is immutable and contains itself through its parts",
              "break the cycle, or make it a class with fields");
        }
      }
    }
    return id;
  }

  /** Marks an object whose fields are being read. */
  void open(Object object) {
    open.add(object);
  }

  void close() {
    open.remove(open.size() - 1);
  }

  /** How often a reference led to an object whose fields weren't complete. */
  int backReferences() {
    return backReferences;
  }

  int readCount() {
    return readObjects.size();
  }

  void loseFrom(int first) {
    for (int i = first; i < readObjects.size(); i++) {
      readObjects.set(i, Skipped.INSTANCE);
    }
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Object getReadObject(Class type, int id) {
    Object object = id >= 0 && id < readObjects.size() ? readObjects.get(id) : null;
    if (object == null || !isReadable(object)) {
      throw new MalformedException("a reference leads nowhere, or into a field that is gone");
    }
    for (Object candidate : open) {
      if (candidate == object) {
        backReferences++;
        break;
      }
    }
    return object;
  }

  private boolean isReadable(Object object) {
    return object != Skipped.INSTANCE || ((ValueKryo) kryo).isSkipping();
  }

  @Override
  public void reset() {
    super.reset();
    unfinished.clear();
    open.clear();
  }
}
