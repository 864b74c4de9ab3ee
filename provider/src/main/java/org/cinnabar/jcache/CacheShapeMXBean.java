package org.cinnabar.jcache;

/**
 * How a cache lies on its servers, as JMX shows it while the cache's management is enabled: {@code
 * org.cinnabar:type=CacheShape,CacheManager=...,Cache=...}. Each question asks the servers, unless
 * they were asked within the last ten seconds, for this figure or another: then the answer or the
 * failure is that of then. Every question throws a {@link javax.cache.CacheException} when a
 * partition can't be asked within the deadline, and an {@link IllegalStateException} when the cache
 * is closed.
 *
 * @see CacheShape
 */
public interface CacheShapeMXBean {

  /** How many entries the cache has. */
  long getEntries();

  /**
   * How much memory the cache takes on its servers, in bytes, leases, registrations of listeners
   * and what write-behind has queued included; -1 when they don't tell.
   */
  long getBytes();

  /** How many times as many entries as the average partition the fullest has. */
  double getSkew();

  /** Entries, bytes and skew of the cache, of each node, and of its fullest partitions, as text. */
  String report();
}
