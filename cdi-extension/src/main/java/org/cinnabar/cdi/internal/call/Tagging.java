package org.cinnabar.cdi.internal.call;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.cache.Cache;

/**
 * Tags of a cache, whatever its provider: a cache that has them unwraps to functions of Java's own
 * types.
 */
public final class Tagging {
  private Tagging() {}

  /** Whether a cache has tags. */
  public static boolean isSupported(Cache<?, ?> cache) {
    try {
      return cache.unwrap(Function.class) != null && cache.unwrap(Consumer.class) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The cache that stores with these tags; the cache itself for none. */
  @SuppressWarnings("unchecked")
  static Cache<Object, Object> tagged(Cache<Object, Object> cache, List<String> tags) {
    if (tags.isEmpty()) {
      return cache;
    }
    Function<Collection<String>, Cache<Object, Object>> tagging = cache.unwrap(Function.class);
    return tagging.apply(tags);
  }

  /** Lets the cache's entries that have one of the tags go. */
  @SuppressWarnings("unchecked")
  static void invalidate(Cache<Object, Object> cache, List<String> tags) {
    Consumer<Collection<String>> invalidation = cache.unwrap(Consumer.class);
    invalidation.accept(tags);
  }
}
