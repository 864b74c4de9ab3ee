package org.cinnabar.jcache;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

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
   * The value of a key, loaded where there is none: by the function given here, whether or not the
   * cache has a loader. What it returns is stored as read-through stores it: as a new entry, unless
   * a value came in meanwhile, which is then the result; the cache writer isn't told. Whoever else
   * looks the key up in this way or through the cache's loader meanwhile, in whatever JVM, waits
   * for this load instead of loading too; see {@link LoadPolicy}.
   *
   * @param loader gives the value for the key, or null for none, which is then the result
   * @throws javax.cache.integration.CacheLoaderException when the function fails, with what it
   *     threw as the cause, or takes longer than the policy's timeout
   */
  @Nullable V get(K key, Function<? super K, ? extends @Nullable V> loader);

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

  /**
   * Removes an entry that is out of date, as {@link #remove(Object)} does, except that a cache
   * writer isn't told: what the cache was filled from stays as it is, and the next lookup takes it
   * from there. Listeners hear of a removal, near caches of all JVMs drop their copies, and the
   * statistics count one.
   *
   * @return whether there was an entry
   */
  boolean invalidate(K key);

  /**
   * Waits until all writes that were made before, by any JVM, are written behind; see {@link
   * WriteBehind}. Returns at once when the cache isn't written behind.
   *
   * @param limit how long to wait
   * @throws CacheTimeoutException when the limit has passed before; the writes stay queued
   * @throws javax.cache.integration.CacheWriterException when writes were given up meanwhile
   * @throws IllegalArgumentException when the limit is null, zero or negative
   */
  void flush(Duration limit);

  /**
   * The queued writes that the cache writer refused until they were given up.
   *
   * @throws UnsupportedOperationException when the cache isn't written behind
   */
  DeadLetters<K, V> deadLetters();

  /**
   * {@linkplain #invalidate Invalidates} all entries whose keys match a glob, such as {@code
   * user:*:orders}. For caches whose declared key type is {@link String}, {@link Integer}, {@link
   * Long}, {@link Short}, {@link Byte} or {@link java.util.UUID}: their keys are stored as the text
   * that {@code toString} gives. A string that isn't well-formed Unicode is the exception, and
   * stays.
   *
   * <p>The server looks through the whole cache, page by page, so that other requests come in
   * between. Entries that exist from the call to its end and match are removed; of those that are
   * added meanwhile some may stay. A failure leaves removed what was removed before it.
   *
   * @param glob the server's own: {@code *} any text, {@code ?} one byte, {@code [abc]}, {@code
   *     [^a]} and {@code [a-z]} one byte of a choice, {@code \} before a character that is meant by
   *     itself. A letter beyond ASCII has two to four bytes
   * @return how many entries were removed
   * @throws UnsupportedOperationException when the keys of the declared type aren't stored as text
   * @throws IllegalArgumentException when the glob isn't well-formed Unicode
   */
  long invalidateAll(String glob);

  /**
   * {@linkplain #invalidate Invalidates} all entries whose keys the predicate accepts. All keys
   * come to this JVM, page by page, and are tested on the caller's thread; keys that this JVM can't
   * decode stay. Otherwise as {@link #invalidateAll(String)}, which leaves that work to the server.
   *
   * @return how many entries were removed
   */
  long invalidateAll(Predicate<? super K> predicate);

  /** Fills this cache before it is asked: with what its cache loader has, or with entries given. */
  CacheWarmer<K, V> warmer();

  /**
   * The keys that this JVM reads most, by {@link #get} and {@link #getAll}, with estimates of how
   * often; the highest first. Empty unless {@link CinnabarConfiguration#setHotKeysSize} asks for
   * them.
   */
  List<HotKey<K>> hotKeys();

  /**
   * The same cache, except that the values stored through it have tags, by which {@link
   * #invalidateTags} finds them:
   *
   * <pre>{@code
   * products.withTags("catalogue", "brand:7").put(id, product);
   * products.invalidateTags("brand:7");
   * }</pre>
   *
   * <p>Whatever stores a value through it gives it the tags: also {@code invoke} and a lookup that
   * loads. A value's tags are those it was stored with: storing another through the cache itself
   * leaves the entry without tags. What is loaded again in the place of an entry, in the background
   * or by {@code loadAll}, keeps its tags.
   *
   * @param tags 1 to 32 different ones, together with those that this cache gives already; each not
   *     empty and of at most 255 bytes in UTF-8
   * @return a cache that is cheap to make, and closed when this one is
   * @throws IllegalArgumentException when there are too many or no tags, or one can't be a tag
   */
  CinnabarCache<K, V> withTags(String... tags);

  /**
   * Invalidates every entry that has one of the tags: from now on it counts as absent, for every
   * operation of every JVM, near caches included, as one that was {@linkplain #clear cleared}: no
   * writer is told, no listener, and nothing is counted. What is stored with the tag afterwards is
   * valid.
   *
   * <p>Takes one request for each partition, however many entries there are. Their memory is freed
   * when an operation comes across them, and when their time to live is over. A failure may leave
   * the tags invalidated in some partitions of a cluster; then invalidate again.
   *
   * @throws IllegalArgumentException when one can't be a tag
   */
  void invalidateTags(String... tags);

  /**
   * The same cache for callers that don't wait; also by {@code
   * cache.unwrap(CinnabarAsyncCache.class)}.
   *
   * @throws IllegalStateException when the cache is closed
   */
  CinnabarAsyncCache<K, V> async();
}
