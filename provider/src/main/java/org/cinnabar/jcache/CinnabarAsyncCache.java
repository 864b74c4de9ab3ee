package org.cinnabar.jcache;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import javax.cache.Cache;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;

/**
 * A cache's operations for callers that don't wait:
 *
 * <pre>{@code
 * CinnabarAsyncCache<String, Quote> quotes = cache.unwrap(CinnabarAsyncCache.class);
 * quotes.get("ACME").thenAccept(this::show);
 * }</pre>
 *
 * <p>Each does what the operation of the same name does in {@link Cache} or {@link CinnabarCache},
 * on the same entries, with the same guarantees, events and statistics, and completes when that
 * operation would return.
 *
 * <ul>
 *   <li>No thread waits while the server is asked. Operations under way at the same time join into
 *       few requests, so that thousands are fine.
 *   <li>Stages complete on threads of the cache manager's own, or at once on the caller's, never on
 *       a thread of the connection. Few do that work, and one that waits for another stage by
 *       {@code join} or {@code get}, or for an operation of a cache, is made up for. What waits for
 *       anything else belongs on an executor of the application's own ({@code thenApplyAsync}).
 *   <li>Loaders, writers and entry processors run on those threads too. A loader or writer, and a
 *       processor that may load, takes one while it runs; at most 64 more threads than processors
 *       do so at a time, and further operations wait for their turn.
 *   <li>Operations under way at the same time apply in any order, also those on the same key: to
 *       have an order, go on from the first one's stage.
 *   <li>Keys and values mustn't change before the stage is complete.
 *   <li>Completing or cancelling what {@link CompletionStage#toCompletableFuture()} gives doesn't
 *       stop the operation.
 * </ul>
 *
 * <p>A closed cache, null, and wrong types are refused by the call itself, as in {@link Cache}:
 * {@link IllegalStateException}, {@link NullPointerException}, {@link ClassCastException}. Every
 * other failure is the stage's: the exception that the operation would throw, not wrapped.
 *
 * @param <K> the key type
 * @param <V> the value type
 */
public interface CinnabarAsyncCache<K, V> {

  /** As {@link Cache#get}; completes with null when there is no value. */
  CompletionStage<@Nullable V> get(K key);

  /** As {@link Cache#getAll}. */
  CompletionStage<Map<K, V>> getAll(Set<? extends K> keys);

  /** As {@link Cache#containsKey}. */
  CompletionStage<Boolean> containsKey(K key);

  /**
   * As {@link Cache#loadAll}, and completes when the listener would be told; a failure of the
   * loader is the stage's.
   */
  CompletionStage<Void> loadAll(Set<? extends K> keys, boolean replaceExistingValues);

  /** As {@link Cache#put}. */
  CompletionStage<Void> put(K key, V value);

  /**
   * As {@link CinnabarCache#put(Object, Object, Duration)}.
   *
   * @throws IllegalArgumentException when the duration is null, zero or negative
   */
  CompletionStage<Void> put(K key, V value, Duration duration);

  /** As {@link Cache#getAndPut}; completes with null when there was no value. */
  CompletionStage<@Nullable V> getAndPut(K key, V value);

  /** As {@link Cache#putAll}. */
  CompletionStage<Void> putAll(Map<? extends K, ? extends V> map);

  /**
   * As {@link CinnabarCache#putAll(Map, Duration)}.
   *
   * @throws IllegalArgumentException when the duration is null, zero or negative
   */
  CompletionStage<Void> putAll(Map<? extends K, ? extends V> map, Duration duration);

  /** As {@link Cache#putIfAbsent}. */
  CompletionStage<Boolean> putIfAbsent(K key, V value);

  /**
   * As {@link CinnabarCache#putIfAbsent(Object, Object, Duration)}.
   *
   * @throws IllegalArgumentException when the duration is null, zero or negative
   */
  CompletionStage<Boolean> putIfAbsent(K key, V value, Duration duration);

  /** As {@link Cache#remove(Object)}. */
  CompletionStage<Boolean> remove(K key);

  /** As {@link Cache#remove(Object, Object)}. */
  CompletionStage<Boolean> remove(K key, V oldValue);

  /** As {@link Cache#getAndRemove}; completes with null when there was no value. */
  CompletionStage<@Nullable V> getAndRemove(K key);

  /** As {@link Cache#replace(Object, Object)}. */
  CompletionStage<Boolean> replace(K key, V value);

  /** As {@link Cache#replace(Object, Object, Object)}. */
  CompletionStage<Boolean> replace(K key, V oldValue, V newValue);

  /** As {@link Cache#getAndReplace}; completes with null when there was no value. */
  CompletionStage<@Nullable V> getAndReplace(K key, V value);

  /** As {@link Cache#removeAll(Set)}. */
  CompletionStage<Void> removeAll(Set<? extends K> keys);

  /** As {@link Cache#removeAll()}; one thread goes through the pages of keys. */
  CompletionStage<Void> removeAll();

  /** As {@link Cache#clear}. */
  CompletionStage<Void> clear();

  /**
   * As {@link Cache#invoke}. The processor runs on a thread of the manager's, and should only
   * compute there.
   */
  <T extends @Nullable Object> CompletionStage<T> invoke(
      K key, EntryProcessor<K, V, T> entryProcessor, @Nullable Object... arguments);

  /** As {@link Cache#invokeAll}; the processor runs as {@link #invoke}'s does. */
  <T extends @Nullable Object> CompletionStage<Map<K, EntryProcessorResult<T>>> invokeAll(
      Set<? extends K> keys, EntryProcessor<K, V, T> entryProcessor, @Nullable Object... arguments);

  /** As {@link CinnabarCache#invalidate}. */
  CompletionStage<Boolean> invalidate(K key);

  /** As {@link CinnabarCache#invalidateAll(String)}; one thread goes through the pages of keys. */
  CompletionStage<Long> invalidateAll(String glob);

  /**
   * As {@link CinnabarCache#invalidateAll(Predicate)}; one thread of the manager's goes through the
   * pages of keys and tests them.
   */
  CompletionStage<Long> invalidateAll(Predicate<? super K> predicate);

  /**
   * As {@link CinnabarCache#withTags}.
   *
   * @throws IllegalArgumentException as there
   */
  CinnabarAsyncCache<K, V> withTags(String... tags);

  /**
   * As {@link CinnabarCache#invalidateTags}.
   *
   * @throws IllegalArgumentException as there
   */
  CompletionStage<Void> invalidateTags(String... tags);
}
