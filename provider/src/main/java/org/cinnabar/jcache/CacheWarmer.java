package org.cinnabar.jcache;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.cache.Cache;

/**
 * Fills a cache before it is asked, by keys that its cache loader knows or with entries at hand:
 *
 * <pre>{@code
 * WarmingReport report =
 *     CacheWarmer.of(books)
 *         .withRate(5_000)
 *         .withParallelism(4)
 *         .withProgress(ProgressBar.onConsole())
 *         .load((done, last) -> ids.streamAfter(last))
 *         .await();
 * }</pre>
 *
 * <p>What it stores is stored as {@link Cache#loadAll} does: the cache writer isn't told, listeners
 * hear of it, the expiry policy is asked. Entries that are there already stay as they are, and
 * aren't asked of the loader, unless {@link #replacingExisting} is set. What fails is counted, and
 * the warming goes on, until ten chunks in a row have failed.
 *
 * <p>Immutable: each {@code with} method gives another warmer.
 *
 * @param <K> the key type
 * @param <V> the value type
 */
public interface CacheWarmer<K, V> {

  /**
   * A warmer of a cache of Cinnabar's.
   *
   * @throws IllegalArgumentException when it is another provider's
   */
  @SuppressWarnings("unchecked") // unwrapping keeps the types
  static <K, V> CacheWarmer<K, V> of(Cache<K, V> cache) {
    return ((CinnabarCache<K, V>) cache.unwrap(CinnabarCache.class)).warmer();
  }

  /**
   * Sets how many keys or entries a second are taken from the source at most.
   *
   * @param perSecond the rate; 0, the default, for as many as possible
   * @throws IllegalArgumentException when it is negative
   */
  CacheWarmer<K, V> withRate(int perSecond);

  /**
   * Sets how many chunks are loaded and stored at the same time; 1 by default.
   *
   * @throws IllegalArgumentException when it is below 1 or above 256
   */
  CacheWarmer<K, V> withParallelism(int chunks);

  /**
   * Sets how many keys a chunk has: for so many at once the loader is asked. 500 by default; never
   * more than the rate.
   *
   * @throws IllegalArgumentException when it is below 1 or above 100,000
   */
  CacheWarmer<K, V> withChunkSize(int keys);

  /**
   * Says how many keys or entries the source has in all, for progress; not needed for collections.
   *
   * @throws IllegalArgumentException when it is negative
   */
  CacheWarmer<K, V> withTotal(long total);

  /**
   * Lets progress be told: after a chunk, at most five times a second, and at the end. One call
   * comes after the other, on threads of the warming; what one throws is logged.
   */
  CacheWarmer<K, V> withProgress(Consumer<? super WarmingProgress> listener);

  /**
   * Makes the warming one that can be resumed: its position is kept on the server under this token,
   * twice a second at most. When it ends before the end of the source, whatever the reason, the
   * next one with the same token goes on there; the last second or so may be done again. One that
   * came to its end leaves nothing. Only one with the same token runs in the cluster at a time.
   *
   * @param token names the warming; not empty
   */
  CacheWarmer<K, V> withToken(String token);

  /** Loads and stores also what is there already. */
  CacheWarmer<K, V> replacingExisting();

  /**
   * Begins to load the keys of a source, in the background.
   *
   * @throws IllegalStateException when the cache is closed or has no cache loader, or when a
   *     warming of the same token is under way somewhere
   * @throws javax.cache.CacheException when there is a token and the server can't be asked
   */
  WarmingRun load(KeySource<K> source);

  /** Begins to load keys, as {@link #load(KeySource)} does. */
  WarmingRun load(Iterable<? extends K> keys);

  /** Begins to load keys, as {@link #load(KeySource)} does; closes the stream. */
  WarmingRun load(Stream<? extends K> keys);

  /**
   * Begins to store entries, in the background; needs no cache loader. Those that are done already
   * are skipped one by one when it is resumed, so they must come in the same order each time.
   *
   * @param entries opens the entries; the stream is closed
   * @throws IllegalStateException when the cache is closed, or when a warming of the same token is
   *     under way somewhere
   * @throws javax.cache.CacheException when there is a token and the server can't be asked
   */
  WarmingRun store(
      Supplier<? extends Stream<? extends Map.Entry<? extends K, ? extends V>>> entries);
}
