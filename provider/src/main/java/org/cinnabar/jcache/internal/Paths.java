package org.cinnabar.jcache.internal;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.cinnabar.jcache.internal.loading.Reads;
import org.cinnabar.jcache.internal.operation.Pipeline;

/**
 * The ways that operations take into a cache. What is stored on them has their tags.
 *
 * @param tags in the order they were given; empty for none
 */
record Paths<K, V>(
    Pipeline<K, V> pipeline, Reads<K, V> reads, BulkOperations<K, V> bulk, Set<String> tags) {

  /** Those of a cache, without tags. */
  static <K, V> Paths<K, V> of(CacheParts<K, V> parts) {
    return of(parts, parts.pipeline, parts.reads, Set.of());
  }

  /** These, except that what is stored has more tags. */
  Paths<K, V> with(CacheParts<K, V> parts, Collection<String> more) {
    Set<String> all = new LinkedHashSet<>(tags);
    all.addAll(more);
    Pipeline<K, V> tagging = pipeline.with(more);
    return of(parts, tagging, reads.with(tagging), all);
  }

  private static <K, V> Paths<K, V> of(
      CacheParts<K, V> parts, Pipeline<K, V> pipeline, Reads<K, V> reads, Set<String> tags) {
    return new Paths<>(pipeline, reads, new BulkOperations<>(parts, pipeline, reads), tags);
  }
}
