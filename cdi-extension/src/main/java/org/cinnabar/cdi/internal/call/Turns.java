package org.cinnabar.cdi.internal.call;

import java.time.Duration;
import java.util.function.BiFunction;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * Asks the provider for turns, where it has them: {@code cache.unwrap(BiFunction.class)} is then a
 * function of a key and the longest wait to an {@link AutoCloseable}, the turn, held until it is
 * closed; or to null, when another kept it for so long or there is an entry meanwhile. A turn that
 * can be lost is a {@link java.util.function.BooleanSupplier} of whether it is still held. Other
 * providers refuse to unwrap that, and their callers have no turns.
 */
final class Turns {
  private record Known(
      Cache<Object, Object> cache, @Nullable BiFunction<Object, Duration, ?> turns) {}

  private volatile @Nullable Known last;

  /** Whether the cache's provider has turns. */
  boolean areIn(Cache<Object, Object> cache) {
    return of(cache) != null;
  }

  /**
   * Takes the turn of a key.
   *
   * @param patience how long to wait for it
   */
  Turn take(Cache<Object, Object> cache, Object key, Duration patience) {
    BiFunction<Object, Duration, ?> turns = of(cache);
    return turns == null ? Turn.REFUSED : Turn.of(turns.apply(key, patience));
  }

  private @Nullable BiFunction<Object, Duration, ?> of(Cache<Object, Object> cache) {
    Known known = last;
    if (known == null || known.cache != cache) {
      known = new Known(cache, unwrap(cache));
      last = known;
    }
    return known.turns;
  }

  @SuppressWarnings("unchecked")
  private static @Nullable BiFunction<Object, Duration, ?> unwrap(Cache<Object, Object> cache) {
    try {
      return cache.unwrap(BiFunction.class);
    } catch (RuntimeException e) {
      return null; // IllegalArgumentException by the standard, but not everybody keeps to it
    }
  }
}
