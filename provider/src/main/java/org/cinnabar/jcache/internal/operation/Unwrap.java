package org.cinnabar.jcache.internal.operation;

/** The one rule behind every {@code unwrap}. */
public final class Unwrap {
  private Unwrap() {}

  /**
   * Gives the object as the type.
   *
   * @throws IllegalArgumentException when it isn't of that type
   */
  public static <T> T as(Object object, Class<T> type) {
    if (type.isInstance(object)) {
      return type.cast(object);
    }
    throw new IllegalArgumentException(
        object.getClass().getName() + " can't be unwrapped as " + type.getName());
  }
}
