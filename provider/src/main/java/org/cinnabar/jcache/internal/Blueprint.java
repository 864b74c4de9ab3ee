package org.cinnabar.jcache.internal;

import java.time.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.cinnabar.jcache.CinnabarConfiguration;
import org.cinnabar.jcache.RefreshAhead;
import org.cinnabar.jcache.internal.codec.CodecSettings;
import org.cinnabar.jcache.internal.codec.KryoCacheCodec;
import org.cinnabar.jcache.internal.near.NearSettings;
import org.cinnabar.jcache.internal.operation.Closing;
import org.cinnabar.jcache.internal.operation.ExpiryRules;
import org.cinnabar.jcache.internal.store.CacheMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a cache's configuration says of the cache that is to be made, checked for contradictions
 * before anything of it is.
 *
 * @param <K> the key type
 * @param <V> the value type
 */
final class Blueprint<K, V> {
  private static final int FORMAT_VERSION = 1;
  private static final Duration LONGEST_AGE = Duration.ofNanos(Long.MAX_VALUE);
  private static final Logger LOG = LoggerFactory.getLogger(Blueprint.class);

  final ExpiryPolicy policy;
  final ExpiryRules expiry;
  final CacheMetadata metadata;
  private final String name;
  private final CinnabarConfiguration<K, V> configuration;

  /**
   * Reads a configuration.
   *
   * @throws IllegalArgumentException when its settings contradict each other
   */
  Blueprint(String name, CinnabarConfiguration<K, V> configuration, int defaultPartitions) {
    this.name = name;
    this.configuration = configuration;
    policy = configuration.getExpiryPolicyFactory().create();
    expiry =
        new ExpiryRules(
            policy, configuration.getExpiryJitter(), staleMillis(configuration.getRefreshAhead()));
    metadata = metadata(configuration, defaultPartitions);
    refuseContradictions();
  }

  private void refuseContradictions() {
    Contradictions found = new Contradictions(name);
    found.addIf(
        configuration.getExpiryJitter() > 0 && expiry.isEternal(),
        "expiry.jitter varies times to live, but the expiry policy makes entries eternal: set an"
            + " expiry policy with a duration, or expiry.jitter to 0");
    RefreshContradictions.find(configuration, expiry, found);
    WriteBehindContradictions.add(configuration, found);
    ReplicaRules.find(configuration, found);
    WarmingRules.check(configuration, found);
    Bounds.check(configuration, metadata.partitions(), found);
    try {
      found.throwIfAny();
    } catch (IllegalArgumentException e) {
      Closing.quietly(policy);
      throw e;
    }
  }

  private static long staleMillis(RefreshAhead refresh) {
    if (!refresh.isOn()) {
      return ExpiryRules.NOT_TOLD;
    }
    Duration staleFor = refresh.getStaleFor();
    return staleFor == null ? 0 : staleFor.toMillis();
  }

  /** What the near cache is to be, or null when there is to be none. */
  @Nullable NearSettings near() {
    if (configuration.getNearSize() == 0 && configuration.getNearBytes() == 0) {
      return null;
    }
    if (!expiry.ignoresAccess()) {
      LOG.warn(
          "Cache '{}' has no near cache: its expiry policy may give entries more time when they are"
              + " read. Use a created, modified or eternal expiry policy, or set near.size and"
              + " near.bytes to 0",
          name);
      return null;
    }
    Duration age = configuration.getNearMaxAge();
    return new NearSettings(
        configuration.getNearSize(),
        configuration.getNearBytes(),
        age == null || age.compareTo(LONGEST_AGE) > 0 ? Long.MAX_VALUE : age.toNanos(),
        configuration.getImmutableClasses());
  }

  /** The codec of its keys and values. */
  KryoCacheCodec<K, V> codec(ClassLoader loader) {
    return new KryoCacheCodec<>(
        configuration.getKeyType(),
        configuration.getValueType(),
        new CodecSettings(
            loader,
            configuration.getTrustedClasses(),
            configuration.isTrustAllClasses(),
            configuration.getMaxDepth(),
            configuration.getMaxBytes()));
  }

  private static CacheMetadata metadata(CinnabarConfiguration<?, ?> from, int defaultPartitions) {
    return new CacheMetadata(
        FORMAT_VERSION,
        from.getPartitions() == 0 ? defaultPartitions : from.getPartitions(),
        from.getKeyType().getName(),
        from.getValueType().getName(),
        KryoCacheCodec.ID);
  }
}
