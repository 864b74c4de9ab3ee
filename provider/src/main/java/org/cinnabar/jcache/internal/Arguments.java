package org.cinnabar.jcache.internal;

import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The checks every operation makes of its arguments (JSR-107, {@link javax.cache.Cache}): nulls are
 * {@link NullPointerException}s, what isn't of the declared runtime type is a {@link
 * ClassCastException}.
 */
final class Arguments<K, V> {
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
