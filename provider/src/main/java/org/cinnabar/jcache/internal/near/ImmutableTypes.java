package org.cinnabar.jcache.internal.near;

import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * Knows whose instances nobody can change, so that all may share one: Java's own value types,
 * enums, records all of whose components are declared with such types, and the classes that the
 * application names.
 */
final class ImmutableTypes {
  private static final Set<Class<?>> KNOWN =
      Set.of(
          String.class,
          Boolean.class,
          Character.class,
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          BigInteger.class,
          BigDecimal.class,
          UUID.class,
          URI.class);
  private static final String TIME = "java.time";

  private final Set<String> named;
  private final ClassValue<Boolean> answers =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return decide(type, new HashSet<>());
        }
      };

  ImmutableTypes(Set<String> named) {
    this.named = named;
  }

  /** Whether an object's own class is such a type. */
  boolean include(Object value) {
    return answers.get(value.getClass());
  }

  /** A record that contains its own type is immutable if all else in it is. */
  private boolean decide(Class<?> type, Set<Class<?>> deciding) {
    return KNOWN.contains(type)
        || type.isPrimitive()
        || type.isEnum()
        || (type.getSuperclass() != null && type.getSuperclass().isEnum())
        || isTime(type)
        || named.contains(type.getName())
        || (type.isRecord() && (!deciding.add(type) || hasImmutableComponents(type, deciding)));
  }

  /** Clocks and the like may be anybody's. */
  private static boolean isTime(Class<?> type) {
    return type == ZoneId.class
        || (type.getPackageName().equals(TIME) && Modifier.isFinal(type.getModifiers()));
  }

  private boolean hasImmutableComponents(Class<?> type, Set<Class<?>> deciding) {
    return Arrays.stream(type.getRecordComponents())
        .map(RecordComponent::getType)
        .allMatch(component -> decide(component, deciding));
  }
}
