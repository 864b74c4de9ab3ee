package org.cinnabar.benchmarks.peer;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One peer's cache, opened. Operations mean what they mean in JCache; a peer without an operation
 * throws {@link UnsupportedOperationException} and doesn't list it in {@link Peer#operations()}.
 */
public interface CacheClient extends AutoCloseable {

  /** The value, or null. */
  @Nullable Object get(String key);

  /** Sets a value, without asking for the one before. */
  void put(String key, Object value);

  /** Removes all entries. */
  void clear();

  /** Closes the cache and all that was opened for it. */
  @Override
  void close();

  /** Sets a value and gives the one before, or null. */
  default @Nullable Object getAndPut(String key, Object value) {
    throw new UnsupportedOperationException("getAndPut");
  }

  /** Sets a value unless there is one; says whether it did. */
  default boolean putIfAbsent(String key, Object value) {
    throw new UnsupportedOperationException("putIfAbsent");
  }

  /** Replaces one value by another; says whether it was there. */
  default boolean replace(String key, Object before, Object after) {
    throw new UnsupportedOperationException("replace");
  }

  /** Runs {@link org.cinnabar.benchmarks.data.Exchange} with that value. */
  default Object invoke(String key, Object value) {
    throw new UnsupportedOperationException("invoke");
  }

  /** The values of the keys, in whatever form the peer gives them. */
  default Object getAll(Set<String> keys) {
    throw new UnsupportedOperationException("getAll");
  }

  /** Sets many values. */
  default void putAll(Map<String, Object> entries) {
    entries.forEach(this::put);
  }
}
