package org.cinnabar.jcache.internal.store;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** How the keys of one bounded cache are used, as its server estimates it. */
public interface Usage {

  /**
   * Lookups of a key.
   *
   * @param key the encoded key
   * @param times how many, at least 1
   */
  record Use(byte[] key, int times) {}

  /**
   * Tells of lookups. What changes an entry is known from its commit. Never throws or blocks, as
   * with {@link CacheStore}.
   */
  CompletableFuture<Void> used(List<Use> uses);
}
