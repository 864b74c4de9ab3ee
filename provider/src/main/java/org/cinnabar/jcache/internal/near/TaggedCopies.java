package org.cinnabar.jcache.internal.near;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which copies have which tags, so that dropping those of a tag takes as long as there are such
 * copies, whatever else is held. Thread-safe. Copies without tags cost nothing here.
 *
 * @param <K> the key type
 */
final class TaggedCopies<K> {
  /** By tag, each copy with its key. What is within is touched under the lock of its tag only. */
  private final Map<String, Map<NearEntry, K>> byTag = new ConcurrentHashMap<>();

  /** Must be called before a copy is held: afterwards it may be gone already. */
  void add(K key, NearEntry copy) {
    for (String tag : copy.tags()) {
      byTag.compute(
          tag,
          (same, known) -> {
            Map<NearEntry, K> copies = known == null ? new HashMap<>() : known;
            copies.put(copy, key);
            return copies;
          });
    }
  }

  /** The copy isn't held any more. Must not be called before that is so. */
  void remove(NearEntry copy) {
    for (String tag : copy.tags()) {
      byTag.computeIfPresent(
          tag,
          (same, copies) -> {
            copies.remove(copy);
            return copies.isEmpty() ? null : copies;
          });
    }
  }

  /**
   * The copies that have one of the tags. They stay here until they aren't held any more: whoever
   * finds none may rely on it that none is served.
   */
  Map<NearEntry, K> of(Set<String> tags) {
    Map<NearEntry, K> found = new HashMap<>();
    for (String tag : tags) {
      byTag.computeIfPresent(
          tag,
          (same, copies) -> {
            found.putAll(copies);
            return copies;
          });
    }
    return found;
  }

  /** How many tags the copies have. */
  int size() {
    return byTag.size();
  }
}
