package org.cinnabar.cdi;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.Array;
import java.util.Arrays;
import javax.cache.annotation.GeneratedCacheKey;
import org.jspecify.annotations.Nullable;

/**
 * The key of an entry that an annotated method makes when it names no key generator: the values of
 * its key parameters, in order.
 *
 * <p>Two keys are equal when their parameters are equal in the sense of {@link Arrays#deepEquals},
 * so arrays count by their elements. The method isn't part of the key: methods that share a cache
 * share its entries.
 *
 * <p>The name and the field of this class are part of what providers store: they don't change.
 */
public final class ParameterKey implements GeneratedCacheKey {
  private static final long serialVersionUID = 1L;

  private final @Nullable Object[] parameters;

  private ParameterKey(@Nullable Object[] parameters) {
    this.parameters = parameters;
  }

  /**
   * The key for these parameter values.
   *
   * @param parameters the values, each of which may be null; arrays are copied, other objects must
   *     not change while they are in a key
   */
  public static ParameterKey of(@Nullable Object... parameters) {
    @Nullable Object[] copy = new Object[parameters.length];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = copyOf(parameters[i]);
    }
    return new ParameterKey(copy);
  }

  private static @Nullable Object copyOf(@Nullable Object value) {
    Class<?> element = value == null ? null : value.getClass().getComponentType();
    if (value == null || element == null) {
      return value;
    }
    int length = Array.getLength(value);
    Object copy = Array.newInstance(element, length);
    if (element.isPrimitive()) {
      System.arraycopy(value, 0, copy, 0, length);
      return copy;
    }
    for (int i = 0; i < length; i++) {
      Array.set(copy, i, copyOf(Array.get(value, i)));
    }
    return copy;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ParameterKey key && Arrays.deepEquals(parameters, key.parameters);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(parameters);
  }

  /** The values, for people to read. */
  @Override
  public String toString() {
    return requireNonNull(Arrays.deepToString(parameters));
  }
}
