package org.cinnabar.jcache.internal;

import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import org.cinnabar.jcache.internal.store.Ttl;
import org.jspecify.annotations.Nullable;

/**
 * The checks every operation makes of its arguments (JSR-107, {@link javax.cache.Cache}): nulls are
 * {@link NullPointerException}s, what isn't of the declared runtime type is a {@link
 * ClassCastException}.
 */
final class Arguments<K, V> {
  private static final Duration LONGEST = Duration.ofMillis(Long.MAX_VALUE);

  private final Class<K> keyType;
  private final Class<V> valueType;

  Arguments(Class<K> keyType, Class<V> valueType) {
    this.keyType = keyType;
    this.valueType = valueType;
  }

  void key(@Nullable Object key) {
    check("key", keyType, key);
  }

  void value(@Nullable Object value) {
    check("value", valueType, value);
  }

  void entry(@Nullable Object key, @Nullable Object value) {
    key(key);
    value(value);
  }

  void keys(@Nullable Collection<?> keys) {
    Objects.requireNonNull(keys, "keys").forEach(this::key);
  }

  /** A duration as the entry's own time to live. */
  static long ttl(@Nullable Duration duration) {
    if (duration == null || duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(
          "duration must be positive, not " + duration + "; to store nothing, remove the entry");
    }
    boolean far = duration.compareTo(LONGEST) > 0;
    return Ttl.ofMillis(far ? Long.MAX_VALUE : Math.max(1, duration.toMillis()));
  }

  /** A time to wait. */
  static void positive(@Nullable Duration limit) {
    if (limit == null || limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException("limit must be positive, not " + limit);
    }
  }

  private static void check(String what, Class<?> type, @Nullable Object object) {
    if (object == null) {
      throw new NullPointerException(what + " must not be null");
    }
    if (!type.isInstance(object)) {
      throw new ClassCastException(
          "the "
              + what
              + " is a "
              + object.getClass().getName()
              + ", but the cache declares "
              + type.getName());
    }
  }
}
