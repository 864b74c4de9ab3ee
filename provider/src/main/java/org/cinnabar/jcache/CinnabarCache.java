package org.cinnabar.jcache;

import java.time.Duration;
import java.util.Map;
import javax.cache.Cache;

/**
 * What a Cinnabar cache can do beyond the standard:
 *
 * <pre>{@code
 * CinnabarCache<String, Quote> quotes = cache.unwrap(CinnabarCache.class);
 * }</pre>
 *
 * <p>Everything here works on the same entries as the standard operations do, with the same
 * guarantees: each change of an entry is atomic, reaches listeners and near caches of all JVMs, and
 * is counted. What {@link Cache} says of closed caches, of null keys and values, and of types holds
 * here too: {@link IllegalStateException}, {@link NullPointerException}, {@link
 * ClassCastException}. Failures are {@link javax.cache.CacheException}s.
 *
 * @param <K> the key type
 * @param <V> the value type
 */
public interface CinnabarCache<K, V> extends Cache<K, V> {

  /**
   * Stores a value as {@link #put(Object, Object)} does, for a time of its own. The expiry policy
   * is not asked this time, whether the entry is created or updated, and there is no jitter. Later
   * updates and accesses follow the policy again: one that leaves the expiry alone then, as the
   * created and the eternal one do at updates, leaves the entry the end that it got here.
   *
   * @param duration how long the entry lives, by the server's clock, in whole milliseconds and at
   *     least one; a thousand years and more are forever
   * @throws IllegalArgumentException when the duration is null, zero or negative
   */
  void put(K key, V value, Duration duration);

  /**
   * Stores a value where there is none as {@link #putIfAbsent(Object, Object)} does, for a time of
   * its own as {@link #put(Object, Object, Duration)} does.
   *
   * @return whether the value was stored
   * @throws IllegalArgumentException when the duration is null, zero or negative
   */
  boolean putIfAbsent(K key, V value, Duration duration);

  /**
   * Stores all values as {@link #putAll(Map)} does, each for a time of its own as {@link
   * #put(Object, Object, Duration)} does.
   *
   * @throws IllegalArgumentException when the duration is null, zero or negative
   */
  void putAll(Map<? extends K, ? extends V> map, Duration duration);
}
