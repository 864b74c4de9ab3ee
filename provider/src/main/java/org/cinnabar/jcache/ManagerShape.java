package org.cinnabar.jcache;

import java.util.List;

/**
 * How the caches of a manager lie on their servers at a moment; a snapshot, had by {@code
 * manager.unwrap(ManagerShape.class)}, which asks the server for each partition of each cache that
 * is open there, cache after cache. That throws a {@link javax.cache.CacheException} when a
 * partition can't be asked within the deadline of its cache's turn, and an {@link
 * IllegalStateException} when the manager or one of the caches is closed.
 *
 * @param caches the caches, by their names
 */
public record ManagerShape(List<CacheShape> caches) {

  /** Copies the list. */
  public ManagerShape {
    caches = List.copyOf(caches);
  }

  /** How many entries the caches have. */
  public long entries() {
    return caches.stream().mapToLong(CacheShape::entries).sum();
  }

  /** How much memory the caches take, in bytes; -1 when that isn't known of all partitions. */
  public long bytes() {
    return CacheShape.bytes(partitions());
  }

  /** What each node holds of all caches together, by the nodes' addresses. */
  public List<CacheShape.Node> nodes() {
    return CacheShape.nodes(partitions());
  }

  private List<CacheShape.Partition> partitions() {
    return caches.stream().flatMap(cache -> cache.partitions().stream()).toList();
  }
}
