package org.cinnabar.jcache.internal.codec;

import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the work of hashing what was decoded. A few hundred bytes can describe lists that share
 * their parts in such a way that the hash code of the outermost visits each part billions of times.
 */
final class HashCost {
  private static final long LIMIT = 50_000_000;

  private final IdentityHashMap<Object, Long> weights = new IdentityHashMap<>();
  private long spent;
  private boolean unfinished;

  /** Counts the elements that are visited when the object is hashed, before it is. */
  void charge(@Nullable Object element) {
    requireWithinLimit(weigh(element));
  }

  private void requireWithinLimit(long steps) {
    spent += steps;
    if (spent > LIMIT) {
      throw new MalformedException("hashing its elements would take too long");
    }
  }

  void reset() {
    if (!weights.isEmpty()) {
      weights.clear();
    }
    spent = 0;
  }

  private long weigh(@Nullable Object object) {
    if (object instanceof Collection<?> || object instanceof Map<?, ?>) {
      Long known = weights.get(object);
      if (known != null) {
        return known;
      }
      return weighContainer(object);
    } else if (object instanceof Optional<?> optional) {
      return 1 + weigh(optional.orElse(null));
    }
    return object instanceof Map.Entry<?, ?> entry
        ? 1 + weigh(entry.getKey()) + weigh(entry.getValue())
        : 1;
  }

  private long weighContainer(Object container) {
    boolean outer = unfinished;
    unfinished = false;
    // Until the parts are counted: hashing a container that contains itself ends in a stack
    // overflow, not in a loop.
    weights.put(container, 1L);
    long weight = weighParts(container);
    if (unfinished) {
      weights.remove(container);
    } else {
      weights.put(container, weight);
    }
    unfinished |= outer;
    return weight;
  }

  private long weighParts(Object container) {
    long weight = 1;
    Collection<?> parts =
        container instanceof Map<?, ?> map ? map.entrySet() : (Collection<?>) container;
    // An empty one may be a container that is still being read, and heavier the next time.
    unfinished |= parts.isEmpty();
    for (Object part : parts) {
      requireWithinLimit(1);
      weight = Math.min(LIMIT + 1, weight + weigh(part));
    }
    return weight;
  }
}
