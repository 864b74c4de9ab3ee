package org.cinnabar.jcache.internal;

import java.util.Collection;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.cache.Cache;
import org.cinnabar.jcache.CacheShape;
import org.cinnabar.jcache.CinnabarAsyncCache;
import org.cinnabar.jcache.internal.loading.Turns;
import org.jspecify.annotations.Nullable;

/**
 * What a cache unwraps to besides itself. The types of Java's are for libraries that use tags
 * without knowing Cinnabar: a {@code Function} from tags to the cache that stores with them, and a
 * {@code Consumer} of tags that invalidates them; where keys are loaded once, a {@code BiFunction}
 * that gives {@link Turns} of making missing values. Its {@link CacheShape} is asked for anew each
 * time.
 */
final class Sides {
  private Sides() {}

  /** The cache's side of a type, null when it has none. */
  static <K, V> @Nullable Object of(RedisCache<K, V> cache, Class<?> type) {
    if (type == CinnabarAsyncCache.class) {
      return cache.async();
    }
    if (type == CacheShape.class) {
      return cache.parts.shape();
    }
    if (type == BiFunction.class) {
      return cache.turns();
    }
    if (type == Function.class) {
      Function<Collection<String>, Cache<K, V>> tagging =
          tags -> cache.withTags(tags.toArray(String[]::new));
      return tagging;
    }
    if (type == Consumer.class) {
      Consumer<Collection<String>> invalidation =
          tags -> cache.invalidateTags(tags.toArray(String[]::new));
      return invalidation;
    }
    return null;
  }
}
