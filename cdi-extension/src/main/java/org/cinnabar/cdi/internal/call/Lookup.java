package org.cinnabar.cdi.internal.call;

import org.jspecify.annotations.Nullable;

/**
 * What a look into the cache gave.
 *
 * @param state which of the four it was
 * @param content the value or the exception; null for the others
 */
record Lookup(State state, @Nullable Object content) {
  enum State {
    VALUE,
    EXCEPTION,
    MISS,
    /** The cache failed, so it isn't asked again during this call. */
    FAILED
  }

  static final Lookup MISS = new Lookup(State.MISS, null);
  static final Lookup FAILED = new Lookup(State.FAILED, null);

  static Lookup ofValue(Object value) {
    return new Lookup(State.VALUE, value);
  }

  static Lookup ofException(Throwable exception) {
    return new Lookup(State.EXCEPTION, exception);
  }

  boolean isHit() {
    return state == State.VALUE || state == State.EXCEPTION;
  }

  /**
   * The value of a hit.
   *
   * @throws Exception the cached exception, if that was found
   */
  @Nullable Object result() throws Exception {
    if (content instanceof Throwable thrown && state == State.EXCEPTION) {
      Lookup.<Exception>rethrow(thrown);
    }
    return content;
  }

  // Errors and plain Throwables too, which nobody can declare here.
  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void rethrow(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
