package org.cinnabar.jcache.internal.store;

/**
 * Which events this JVM wants to hear of in one cache.
 *
 * @param events the union of the {@link EventKind#mask()}s
 * @param synchronous those of them that a synchronous listener waits for; a subset of {@code
 *     events}
 * @param oldValue whether the value before the change is wanted ({@code REMOVED} and {@code
 *     EXPIRED} always carry it)
 */
public record Interest(int events, int synchronous, boolean oldValue) {
  /** Nothing. */
  public static final Interest NONE = new Interest(0, 0, false);
}
