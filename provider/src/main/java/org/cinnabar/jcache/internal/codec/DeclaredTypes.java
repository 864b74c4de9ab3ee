package org.cinnabar.jcache.internal.codec;

import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The application classes that a cache's declared types name: their own fields' types, type
 * arguments, array elements, superclasses and permitted subclasses, and theirs in turn. Nothing is
 * initialised.
 */
final class DeclaredTypes {
  private final Set<Class<?>> seen = new HashSet<>();
  private final Set<Type> expanded = new HashSet<>();
  private final Deque<Type> pending = new ArrayDeque<>();

  private DeclaredTypes() {}

  /**
   * The names of all classes reachable from the roots, roots included. Classes of the JDK aren't
   * among them.
   */
  static Set<String> reachableFrom(Class<?>... roots) {
    DeclaredTypes types = new DeclaredTypes();
    for (Class<?> root : roots) {
      types.add(root);
    }
    while (!types.pending.isEmpty()) {
      types.expand(types.pending.remove());
    }
    Set<String> names = new HashSet<>();
    types.seen.forEach(type -> names.add(type.getName()));
    return Set.copyOf(names);
  }

  private void add(@Nullable Type type) {
    if (type != null && expanded.add(type)) {
      pending.add(type);
    }
  }

  private void expand(Type type) {
    if (type instanceof Class<?> c) {
      expandClass(c);
    } else if (type instanceof ParameterizedType p) {
      add(p.getRawType());
      addAll(p.getActualTypeArguments());
    } else if (type instanceof GenericArrayType a) {
      add(a.getGenericComponentType());
    } else if (type instanceof WildcardType w) {
      addAll(w.getUpperBounds());
      addAll(w.getLowerBounds());
    } else if (type instanceof TypeVariable<?> v) {
      addAll(v.getBounds());
    }
  }

  private void expandClass(Class<?> type) {
    if (type.isArray()) {
      add(type.getComponentType());
    } else if (!type.isPrimitive() && !Trust.isPlatform(type)) {
      seen.add(type);
      try {
        addMembers(type);
      } catch (LinkageError | TypeNotPresentException e) {
        // A class with a missing optional dependency is still known itself; what can't be loaded
        // can't be decoded.
        return;
      }
    }
  }

  private void addMembers(Class<?> type) {
    add(type.getGenericSuperclass());
    addAll(type.getTypeParameters());
    if (type.isSealed()) {
      addAll(type.getPermittedSubclasses());
    }
    for (Field field : type.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers())) {
        add(field.getGenericType());
      }
    }
  }

  private void addAll(Type[] types) {
    for (Type type : types) {
      add(type);
    }
  }
}
