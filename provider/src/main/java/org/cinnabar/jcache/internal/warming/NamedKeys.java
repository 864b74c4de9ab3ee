package org.cinnabar.jcache.internal.warming;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Keys that settings name: of the declared type, or texts that stand for such. */
public final class NamedKeys {
  private static final Map<Class<?>, Function<String, Object>> READERS =
      Map.of(
          Integer.class, Integer::valueOf,
          Long.class, Long::valueOf,
          Short.class, Short::valueOf,
          Byte.class, Byte::valueOf,
          UUID.class, UUID::fromString);

  private NamedKeys() {}

  /**
   * The keys as the declared type.
   *
   * @throws IllegalArgumentException that names the first key which is of another
   */
  public static <K> List<K> of(Class<K> type, Collection<?> keys) {
    List<K> found = new ArrayList<>(keys.size());
    keys.forEach(key -> found.add(one(type, key)));
    return found;
  }

  private static <K> K one(Class<K> type, Object key) {
    Function<String, Object> reader = READERS.get(type);
    try {
      Object read = reader != null && key instanceof String text ? reader.apply(text) : key;
      return type.cast(read);
    } catch (ClassCastException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the key \"" + key + "\" is not of the declared key type " + type.getName(), e);
    }
  }
}
