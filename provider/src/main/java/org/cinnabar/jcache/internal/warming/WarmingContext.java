package org.cinnabar.jcache.internal.warming;

import java.util.Collection;
import java.util.function.Consumer;
import org.cinnabar.jcache.internal.codec.LenientCodec;
import org.cinnabar.jcache.internal.loading.BulkLoads;
import org.cinnabar.jcache.internal.operation.Loading;
import org.cinnabar.jcache.internal.operation.Pipeline;
import org.cinnabar.jcache.internal.store.CacheStore;

/**
 * The parts of a cache that its background work uses.
 *
 * @param cacheName for logs
 * @param loading asks the cache loader
 * @param bulk loads what is missing
 * @param pipeline stores what it gave
 * @param background runs what may block, and throws {@link IllegalStateException} once the cache is
 *     closed
 */
public record WarmingContext<K, V>(
    String cacheName,
    CacheStore store,
    LenientCodec<K, V> codec,
    Loading<K, V> loading,
    BulkLoads<K, V> bulk,
    Pipeline<K, V> pipeline,
    Consumer<Runnable> background) {

  /** The same, except that what is stored has tags. */
  WarmingContext<K, V> with(Collection<String> tags) {
    Pipeline<K, V> tagging = pipeline.with(tags);
    return new WarmingContext<>(
        cacheName, store, codec, loading, bulk.with(tagging), tagging, background);
  }
}
