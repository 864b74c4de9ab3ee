package org.cinnabar.jcache.internal.operation;

import javax.cache.processor.EntryProcessor;
import org.jspecify.annotations.Nullable;

/** Every operation on an entry, by its JSR-107 name. */
public final class Operations {
  private Operations() {}

  /** {@code get}, also of each key of {@code getAll}. */
  public static <V> Operation<V, @Nullable V> get() {
    return new Get<>();
  }

  /** {@code put}. */
  public static <V> Operation<V, Boolean> put(V value) {
    return new Put<>(value, null);
  }

  /** {@code put} with a time to live of the entry's own, in milliseconds or {@code ETERNAL}. */
  public static <V> Operation<V, Boolean> put(V value, long ttl) {
    return new Put<>(value, ttl);
  }

  /** {@code getAndPut}. */
  public static <V> Operation<V, @Nullable V> getAndPut(V value) {
    return new GetAndPut<>(value);
  }

  /** {@code putIfAbsent}. */
  public static <V> Operation<V, Boolean> putIfAbsent(V value) {
    return new PutIfAbsent<>(value, null);
  }

  /** {@code putIfAbsent} with a time to live of the entry's own. */
  public static <V> Operation<V, Boolean> putIfAbsent(V value, long ttl) {
    return new PutIfAbsent<>(value, ttl);
  }

  /** {@code replace(key, value)}. */
  public static <V> Operation<V, Boolean> replace(V value) {
    return new Replace<>(value);
  }

  /** {@code replace(key, old, new)}. */
  public static <V> Operation<V, Boolean> replace(V expected, V value) {
    return new ReplaceIfEqual<>(expected, value);
  }

  /** {@code getAndReplace}. */
  public static <V> Operation<V, @Nullable V> getAndReplace(V value) {
    return new GetAndReplace<>(value);
  }

  /** {@code remove(key)}. */
  public static <V> Operation<V, Boolean> remove() {
    return new Remove<>();
  }

  /** {@code invalidate}: a removal that the writer isn't told of. */
  public static <V> Operation<V, Boolean> invalidate() {
    return new Invalidate<>();
  }

  /** {@code remove(key, old)}. */
  public static <V> Operation<V, Boolean> remove(V expected) {
    return new RemoveIfEqual<>(expected);
  }

  /** {@code getAndRemove}. */
  public static <V> Operation<V, @Nullable V> getAndRemove() {
    return new GetAndRemove<>();
  }

  /**
   * Stores what read-through loaded, unless a value came in meanwhile; gives the value that counts.
   */
  public static <V> Operation<V, V> storeLoaded(V value) {
    return storeLoaded(value, null);
  }

  /**
   * Stores what read-through loaded under a lease as {@link #storeLoaded(Object)} does, unless that
   * was lost.
   *
   * @param lease the lease's token; null for none
   */
  public static <V> Operation<V, V> storeLoaded(V value, @Nullable String lease) {
    return new StoreLoaded<>(value, false, false, lease);
  }

  /** Stores what {@code loadAll} loaded. */
  public static <V> Operation<V, V> storeAllLoaded(V value, boolean replace) {
    return new StoreLoaded<>(value, replace, true, null);
  }

  /** Stores what {@code loadAll} loaded under a lease where there is nothing. */
  public static <V> Operation<V, V> storeAllLoaded(V value, @Nullable String lease) {
    return new StoreLoaded<>(value, false, true, lease);
  }

  /**
   * Stores what a loader returned in the place of a value that it returned before; removes that if
   * it returned null.
   *
   * @param ttl how long the new value lives
   */
  public static <V> Operation<V, Boolean> refresh(@Nullable V value, long ttl) {
    return new Refresh<>(value, ttl);
  }

  /** Stores what was loaded for an entry that is still there; counts as a put. */
  public static <V> Operation<V, Boolean> refresh(V value) {
    return new RefreshLoaded<>(value);
  }

  /** {@code invoke}. */
  public static <K, V, T extends @Nullable Object> Operation<V, T> invoke(
      K key,
      EntryProcessor<K, V, T> processor,
      @Nullable Object[] arguments,
      Loading<K, V> loading) {
    return new Invoke<>(key, processor, arguments, loading);
  }
}
