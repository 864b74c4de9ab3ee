package org.cinnabar.benchmarks.peer;

import javax.cache.Cache;
import org.cinnabar.jcache.CinnabarConfiguration;

/** Cinnabar's cache of strings with a number of partitions, on one server or on a cluster. */
public final class PartitionedCache implements AutoCloseable {
  private final JCacheClient client;

  /**
   * Opens it.
   *
   * @param uri the servers, without parameters
   * @param partitions how many, at least 1
   */
  public PartitionedCache(String uri, int partitions, Expiry expiry) {
    this.client =
        CinnabarPeer.open(
            uri,
            new CinnabarConfiguration<>(new Target("", 0, String.class, expiry).configuration())
                .setPartitions(partitions));
  }

  /** As {@link org.cinnabar.benchmarks.peer.Peer}s are measured. */
  public CacheClient client() {
    return client;
  }

  /** As applications have it. */
  public Cache<String, Object> cache() {
    return client.cache();
  }

  @Override
  public void close() {
    client.close();
  }
}
