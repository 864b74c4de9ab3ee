package org.cinnabar.jcache.internal.codec;

import java.lang.reflect.Constructor;
import java.util.Collection;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Hashtable;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/**
 * Brings a decoded part of a key to the class that its place declares, where the canonical bytes
 * don't tell it.
 */
@SuppressWarnings({
  "unchecked",
  "rawtypes",
  "JdkObsolete",
  "JavaUtilDate"
}) // obsolete types are keys all the same
final class KeyAdapter {
  private static final List<UnaryOperator<Collection<Object>>> LISTS =
      List.of(LinkedList::new, Vector::new, CopyOnWriteArrayList::new);
  private static final List<UnaryOperator<Collection<Object>>> SETS =
      List.of(
          TreeSet::new,
          ConcurrentSkipListSet::new,
          s -> EnumSet.copyOf((Collection) s),
          KeyAdapter::keySet);
  private static final List<UnaryOperator<Map<Object, Object>>> MAPS =
      List.of(
          TreeMap::new,
          ConcurrentHashMap::new,
          ConcurrentSkipListMap::new,
          Hashtable::new,
          m -> new EnumMap((Map) m));

  private KeyAdapter() {}

  /**
   * Returns the part as an instance of the expected type.
   *
   * @throws MalformedException when nothing equal to the part is one
   */
  static Object adapt(Object part, Class<?> expected) {
    if (expected.isInstance(part)) {
      return part;
    }
    Object adapted = part;
    if (part instanceof Date date && Date.class.isAssignableFrom(expected)) {
      adapted = Instances.create(dateConstructor(expected), date.getTime());
    } else if (part instanceof List list) {
      adapted = first(LISTS, (Collection<Object>) list, expected);
    } else if (part instanceof Set set) {
      adapted = first(SETS, (Collection<Object>) set, expected);
    } else if (part instanceof Map map) {
      adapted = first(MAPS, (Map<Object, Object>) map, expected);
    }
    if (!expected.isInstance(adapted)) {
      throw new MalformedException(
          "a part of the key isn't of the declared type " + expected.getName());
    }
    return adapted;
  }

  private static Constructor<?> dateConstructor(Class<?> type) {
    Constructor<?> constructor = Instances.constructorOf(type, long.class);
    if (constructor == null) {
      throw new MalformedException(
          "a part of the key isn't of the declared type " + type.getName());
    }
    return constructor;
  }

  private static <C> Object first(List<UnaryOperator<C>> candidates, C part, Class<?> expected) {
    for (UnaryOperator<C> candidate : candidates) {
      try {
        C copy = candidate.apply(part);
        if (expected.isInstance(copy)) {
          return copy;
        }
      } catch (ClassCastException | IllegalArgumentException | NullPointerException e) {
        // Not comparable, no enum, or with nulls: this class can't have been the original one.
      }
    }
    return part;
  }

  private static Collection<Object> keySet(Collection<Object> elements) {
    Set<Object> set = ConcurrentHashMap.newKeySet();
    set.addAll(elements);
    return set;
  }
}
