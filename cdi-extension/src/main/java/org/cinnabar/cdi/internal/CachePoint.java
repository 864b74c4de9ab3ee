package org.cinnabar.cdi.internal;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.inject.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Optional;
import javax.cache.Cache;
import javax.cache.configuration.Configuration;
import org.cinnabar.cdi.CacheName;
import org.jspecify.annotations.Nullable;

/**
 * A place where a cache is injected.
 *
 * @param place where, for messages
 * @param name the cache
 * @param keyType the type of its keys that is expected there; null for any
 * @param valueType the type of its values that is expected there; null for any
 */
record CachePoint(
    String place, String name, @Nullable Class<?> keyType, @Nullable Class<?> valueType) {

  static Optional<CachePoint> of(InjectionPoint point) {
    Type type = cacheType(point.getType());
    for (Annotation qualifier : point.getQualifiers()) {
      if (type != null && qualifier instanceof CacheName name) {
        return Optional.of(
            new CachePoint(
                point.getMember().getDeclaringClass().getTypeName()
                    + '.'
                    + point.getMember().getName(),
                name.value(),
                argument(type, 0),
                argument(type, 1)));
      }
    }
    return Optional.empty();
  }

  private static @Nullable Type cacheType(Type type) {
    Class<?> raw = rawOf(type);
    if (type instanceof ParameterizedType p && (raw == Instance.class || raw == Provider.class)) {
      return cacheType(p.getActualTypeArguments()[0]);
    }
    return raw == Cache.class ? type : null;
  }

  private static @Nullable Class<?> argument(Type type, int position) {
    return type instanceof ParameterizedType p ? rawOf(p.getActualTypeArguments()[position]) : null;
  }

  private static @Nullable Class<?> rawOf(Type type) {
    if (type instanceof Class<?> c) {
      return c;
    }
    return type instanceof ParameterizedType p ? rawOf(p.getRawType()) : null;
  }

  /** What is wrong with a cache of these types here; empty when it fits. */
  Optional<String> misfit(@Nullable Class<?> ofKeys, @Nullable Class<?> ofValues) {
    if (fits(keyType, ofKeys) && fits(valueType, ofValues)) {
      return Optional.empty();
    }
    return Optional.of(
        "%s injects the cache %s as Cache<%s, %s>, but its types are %s and %s; change one of the two."
            .formatted(place, name, show(keyType), show(valueType), show(ofKeys), show(ofValues)));
  }

  Optional<String> misfit(Configuration<?, ?> configuration) {
    return misfit(configuration.getKeyType(), configuration.getValueType());
  }

  // Object is what a cache without types says.
  private static boolean fits(@Nullable Class<?> here, @Nullable Class<?> there) {
    return here == null || there == null || there == Object.class || here == there;
  }

  private static String show(@Nullable Class<?> type) {
    return type == null ? "?" : type.getTypeName();
  }
}
