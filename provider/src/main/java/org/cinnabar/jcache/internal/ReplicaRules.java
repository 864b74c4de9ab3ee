package org.cinnabar.jcache.internal;

import org.cinnabar.jcache.CinnabarConfiguration;
import org.cinnabar.jcache.ReadFrom;
import org.cinnabar.jcache.internal.operation.ExpiryRules;
import org.cinnabar.jcache.internal.operation.Lookups;
import org.cinnabar.jcache.internal.store.CacheStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a cache looks entries up, and what doesn't go together with replicas. */
final class ReplicaRules {
  private static final Logger LOG = LoggerFactory.getLogger(ReplicaRules.class);

  private ReplicaRules() {}

  static void find(CinnabarConfiguration<?, ?> from, Contradictions found) {
    found.addIf(
        from.getReadFrom() == ReadFrom.REPLICA
            && (from.getNearSize() > 0 || from.getNearBytes() > 0),
        "read-from is replica, but a near cache copies what the master has, so that it can't become"
            + " older than it promises: set read-from to master, or near.size and near.bytes to 0");
  }

  /** How lookups read that ask nobody else. */
  static Lookups.Reader reader(
      CinnabarConfiguration<?, ?> from, String cacheName, ExpiryRules expiry, CacheStore store) {
    if (from.getReadFrom() == ReadFrom.MASTER) {
      return store::read;
    }
    if (!expiry.ignoresAccess()) {
      LOG.warn(
          "Cache '{}' looks entries up on the master although read-from is replica: its expiry"
              + " policy may give entries more time when they are read. Use a created, modified or"
              + " eternal expiry policy, or set read-from to master",
          cacheName);
      return store::read;
    }
    return store::readFromReplicas;
  }
}
