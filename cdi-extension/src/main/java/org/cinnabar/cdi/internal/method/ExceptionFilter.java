package org.cinnabar.cdi.internal.method;

import java.util.List;

/**
 * Which exceptions of a method count (JSR-107, {@code cachedExceptions}, {@code cacheFor}, {@code
 * evictFor} and their opposites).
 *
 * @param included the classes that count; empty for all that aren't excluded
 * @param excluded the classes that don't
 * @param otherwise what holds when both are empty
 */
public record ExceptionFilter(List<Class<?>> included, List<Class<?>> excluded, boolean otherwise) {
  static ExceptionFilter of(Class<?>[] included, Class<?>[] excluded, boolean otherwise) {
    return new ExceptionFilter(List.of(included), List.of(excluded), otherwise);
  }

  /** Whether this exception counts. */
  public boolean includes(Throwable thrown) {
    if (included.isEmpty() && excluded.isEmpty()) {
      return otherwise;
    }
    return (included.isEmpty() || isAny(included, thrown)) && !isAny(excluded, thrown);
  }

  private static boolean isAny(List<Class<?>> types, Throwable thrown) {
    return types.stream().anyMatch(type -> type.isInstance(thrown));
  }
}
