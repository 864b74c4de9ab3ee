package org.cinnabar.cdi.internal.method;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheValue;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of an annotated method.
 *
 * @param all in order
 * @param keys those that make the key: the ones with {@code @CacheKey}, or all but the value
 * @param value the one with {@code @CacheValue}, null for none
 */
record Parameters(List<Declared> all, List<Declared> keys, @Nullable Declared value) {

  /** A parameter as it is declared. */
  record Declared(int position, Class<?> rawType, Set<Annotation> annotations) {
    boolean isKey() {
      return has(CacheKey.class);
    }

    boolean isValue() {
      return has(CacheValue.class);
    }

    private boolean has(Class<? extends Annotation> type) {
      return annotations.stream().anyMatch(type::isInstance);
    }
  }

  static Parameters of(Method method) {
    Class<?>[] types = method.getParameterTypes();
    Annotation[][] annotations = method.getParameterAnnotations();
    List<Declared> all = new ArrayList<>();
    for (int i = 0; i < types.length; i++) {
      all.add(new Declared(i, types[i], Set.of(annotations[i])));
    }
    Declared value = all.stream().filter(Declared::isValue).findFirst().orElse(null);
    List<Declared> keys = all.stream().filter(Declared::isKey).toList();
    if (keys.isEmpty()) {
      keys = all.stream().filter(parameter -> !parameter.isValue()).toList();
    }
    return new Parameters(List.copyOf(all), keys, value);
  }
}
