package org.cinnabar.jcache.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * What doesn't go together in the settings of a cache, collected while the cache is created, so
 * that all of it is told at once.
 */
final class Contradictions {
  private final String cacheName;
  private final List<String> found = new ArrayList<>();

  Contradictions(String cacheName) {
    this.cacheName = cacheName;
  }

  /** Adds a contradiction, with what to do about it. */
  void addIf(boolean contradicts, String what) {
    if (contradicts) {
      found.add(what);
    }
  }

  /**
   * Ends the collection.
   *
   * @throws IllegalArgumentException that names all contradictions, if there are any
   */
  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new IllegalArgumentException(
          "The settings of cache '"
              + cacheName
              + "' contradict each other: "
              + String.join("; ", found)
              + ".");
    }
  }
}
