package org.cinnabar.jcache.internal.codec;

import java.io.Externalizable;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.AbstractCollection;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.AbstractQueue;
import java.util.AbstractSequentialList;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The stored fields of an application class: all that are neither static nor transient,
 * superclasses included, in the order of their names.
 *
 * @param type the class
 * @param slots the fields; a name that a superclass repeats is followed by {@code @} and the
 *     superclass's name
 */
record ClassShape(Class<?> type, List<Slot> slots) {
  // Superclasses from the JDK without any state that would be lost.
  private static final Set<Class<?>> STATELESS =
      Set.of(
          Object.class,
          Record.class,
          Number.class,
          AbstractCollection.class,
          AbstractList.class,
          AbstractSequentialList.class,
          AbstractSet.class,
          AbstractMap.class,
          AbstractQueue.class);
  private static final Set<String> HOOKS =
      Set.of("writeObject", "readObject", "writeReplace", "readResolve");

  /**
   * Finds the fields of an application class.
   *
   * @throws org.cinnabar.jcache.CacheCodecException when a field can't be reached, or state would
   *     be lost
   */
  static ClassShape of(Class<?> type) {
    Class<?> foreign = platformAncestor(type);
    if (foreign == type) {
      throw Refusals.unsupported(
          type, "it is an internal or stateful class of Java itself", "store plain data instead");
    }
    if (!STATELESS.contains(foreign)) {
      throw Refusals.unsupported(
          type,
          "the state of its superclass " + foreign.getName() + " is out of reach",
          "store plain data instead");
    }
    if (hasTransients(type) && hasHooks(type)) {
      throw Refusals.unsupported(
          type,
          "it restores transient fields by Java serialization, which is never run",
          "store a plain class without transient state");
    }
    return ofOwnFields(type);
  }

  /**
   * The fields that the application's classes declare, whatever a superclass from the JDK may hold.
   */
  static ClassShape ofOwnFields(Class<?> type) {
    List<Slot> slots = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Class<?> c = type; c != null && !Trust.isPlatform(c); c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        if (isInstance(field) && !Modifier.isTransient(field.getModifiers())) {
          String name =
              names.add(field.getName()) ? field.getName() : field.getName() + "@" + c.getName();
          open(type, field);
          slots.add(Slot.of(name, field));
        }
      }
    }
    slots.sort(Comparator.comparing(Slot::name));
    return new ClassShape(type, List.copyOf(slots));
  }

  /** The nearest class of the JDK: the type itself or a superclass. */
  static Class<?> platformAncestor(Class<?> type) {
    Class<?> c = type;
    while (!Trust.isPlatform(c)) {
      c = c.getSuperclass();
    }
    return c;
  }

  /** Whether nothing is lost when only the application's own fields are stored. */
  static boolean hasStatelessAncestor(Class<?> type) {
    return STATELESS.contains(platformAncestor(type));
  }

  static boolean hasTransients(Class<?> type) {
    for (Class<?> c = type; c != null && !Trust.isPlatform(c); c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        if (isInstance(field) && Modifier.isTransient(field.getModifiers())) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean hasHooks(Class<?> type) {
    if (Externalizable.class.isAssignableFrom(type)) {
      return true;
    }
    for (Class<?> c = type; c != null && !Trust.isPlatform(c); c = c.getSuperclass()) {
      for (Method method : c.getDeclaredMethods()) {
        if (HOOKS.contains(method.getName())) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isInstance(Field field) {
    return !Modifier.isStatic(field.getModifiers());
  }

  private static void open(Class<?> type, Field field) {
    try {
      field.setAccessible(true);
    } catch (InaccessibleObjectException | SecurityException e) {
      throw Refusals.unsupported(
          type,
          "its field " + field.getName() + " is in a module that doesn't open its package",
          "open the package to this library, or store plain data",
          e);
    }
  }
}
