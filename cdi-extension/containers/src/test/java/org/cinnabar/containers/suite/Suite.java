package org.cinnabar.containers.suite;

import java.util.UUID;
import org.cinnabar.containers.app.Contents;

/** What every subject of the suite needs. */
public interface Suite {

  /** The application's bean of that type. */
  <T> T bean(Class<T> type);

  /** A key or value that nothing else uses. */
  default String fresh(String prefix) {
    return prefix + "-" + UUID.randomUUID();
  }

  /** Tells whether the cache holds the value. */
  default boolean holds(String cache, Object value) {
    return bean(Contents.class).values(cache).contains(value);
  }
}
