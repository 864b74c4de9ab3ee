package org.cinnabar.jcache.internal;

import java.util.concurrent.Executor;
import java.util.function.LongConsumer;
import org.cinnabar.jcache.CinnabarConfiguration;
import org.cinnabar.jcache.internal.codec.LenientCodec;
import org.cinnabar.jcache.internal.eviction.UsageRecorder;
import org.cinnabar.jcache.internal.store.Bound;
import org.cinnabar.jcache.internal.store.CacheStore;
import org.jspecify.annotations.Nullable;

/** What a configuration's bound on the number of entries means for a cache. */
final class Bounds {
  private Bounds() {}

  /** Refuses a bound that the cache's partitions can't keep. */
  static void check(CinnabarConfiguration<?, ?> from, int partitions, Contradictions found) {
    int most = from.getMaxEntries();
    found.addIf(
        most > 0 && most < partitions,
        "max-entries is "
            + most
            + ", less than the cache's "
            + partitions
            + " partitions, each of which has at least one: set max-entries or partitions");
  }

  /** Bounds the store; returns who is to be told of lookups, null when there is no bound. */
  static <K> @Nullable UsageRecorder<K> recorder(
      CinnabarConfiguration<?, ?> from,
      int partitions,
      CacheStore store,
      LenientCodec<K, ?> codec,
      LongConsumer evicted,
      Executor threads) {
    if (from.getMaxEntries() == 0) {
      return null;
    }
    Bound bound = Bound.of(from.getMaxEntries(), partitions, from.getEviction());
    return new UsageRecorder<>(store, codec, store.bound(bound, evicted), partitions, threads);
  }
}
