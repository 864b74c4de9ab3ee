package org.cinnabar.jcache;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.MutableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * A cache configuration with Cinnabar's own settings beside the standard ones. Each has a default
 * that suits an ordinary application; a plain {@link MutableConfiguration} means these defaults.
 *
 * <p>Each setting can also be declared outside of the code. Where nothing was set here, a cache
 * takes the first of:
 *
 * <ol>
 *   <li>the cache manager's property {@code cinnabar.caches.<cache>.<setting>},
 *   <li>the system property of the same name,
 *   <li>the environment variable {@code CINNABAR_CACHES_<CACHE>_<SETTING>}: in capitals, and
 *       anything else than {@code A-Z} and {@code 0-9} an underscore,
 *   <li>{@code <setting>} below {@code caches:} and {@code <cache>:} in {@code cinnabar.yaml} on
 *       the class path.
 * </ol>
 *
 * <p>In the last, the first and the second place {@code *} instead of a cache's name stands for all
 * caches that have nothing of their own.
 *
 * <p>Like {@link MutableConfiguration} it is a template: a cache takes a copy when it is created.
 *
 * @param <K> the key type
 * @param <V> the value type
 */
public class CinnabarConfiguration<K, V> extends StrategyConfiguration<K, V> {
  /**
   * The default of {@link #setMaxDepth}: 200 levels, which fit a thread with a 512 KiB stack
   * several times over.
   */
  public static final int DEFAULT_MAX_DEPTH = 200;

  /** The default of {@link #setMaxBytes}: 64 MiB. */
  public static final int DEFAULT_MAX_BYTES = 64 << 20;

  /** The most that {@link #setMaxDepth} takes: 10,000 levels. */
  public static final int LARGEST_MAX_DEPTH = 10_000;

  /** The most that {@link #setMaxBytes} takes: 512 MiB, the limit of the servers themselves. */
  public static final int LARGEST_MAX_BYTES = 512 << 20;

  /** The most that {@link #setPartitions} takes: 16,384, as many as a cluster has slots. */
  public static final int LARGEST_PARTITIONS = 16_384;

  private static final long serialVersionUID = 1L;

  private final LinkedHashSet<String> trustedClasses = new LinkedHashSet<>();
  private boolean trustAllClasses;
  private int maxDepth = DEFAULT_MAX_DEPTH;
  private int maxBytes = DEFAULT_MAX_BYTES;
  private int partitions;
  private int nearSize;
  private long nearBytes;
  private @Nullable Duration nearMaxAge;
  private final LinkedHashSet<String> immutableClasses = new LinkedHashSet<>();
  private double expiryJitter;
  private final TreeSet<String> settingsMade = new TreeSet<>();

  /** Creates a configuration with the default of every setting. */
  public CinnabarConfiguration() {}

  /**
   * Copies a configuration, Cinnabar's own settings included if it has them.
   *
   * @throws NullPointerException when it is null
   */
  public CinnabarConfiguration(CompleteConfiguration<K, V> other) {
    super(other);
    if (other instanceof CinnabarConfiguration<K, V> ours) {
      trustedClasses.addAll(ours.trustedClasses);
      trustAllClasses = ours.trustAllClasses;
      maxDepth = ours.maxDepth;
      maxBytes = ours.maxBytes;
      partitions = ours.partitions;
      nearSize = ours.nearSize;
      nearBytes = ours.nearBytes;
      nearMaxAge = ours.nearMaxAge;
      immutableClasses.addAll(ours.immutableClasses);
      expiryJitter = ours.expiryJitter;
      settingsMade.addAll(ours.settingsMade);
    }
  }

  /**
   * Adds classes that may be decoded although this JVM neither declares nor has written them: class
   * names, or packages as {@code com.acme.*}, which include the packages below.
   *
   * @return this
   * @throws NullPointerException when a name is null
   */
  public CinnabarConfiguration<K, V> addTrustedClasses(String... names) {
    for (String name : names) {
      trustedClasses.add(Objects.requireNonNull(name, "trusted class name"));
    }
    return made("trusted-classes");
  }

  /** The names added by {@link #addTrustedClasses}; a copy, empty by default. */
  public Set<String> getTrustedClasses() {
    return new LinkedHashSet<>(trustedClasses);
  }

  /**
   * Lets any class that the server names be instantiated. Whoever can write to the server can then
   * run code in this JVM: only for servers that nobody else reaches. Off by default.
   *
   * @return this
   */
  public CinnabarConfiguration<K, V> setTrustAllClasses(boolean trustAll) {
    this.trustAllClasses = trustAll;
    return made("trust-all-classes");
  }

  /** Whether any class may be decoded. */
  public boolean isTrustAllClasses() {
    return trustAllClasses;
  }

  /**
   * Sets how deeply keys and values may be nested, in levels; deeper ones are refused with a {@link
   * CacheCodecException}.
   *
   * @return this
   * @throws IllegalArgumentException when it is below 1 or above {@link #LARGEST_MAX_DEPTH}
   */
  public CinnabarConfiguration<K, V> setMaxDepth(int levels) {
    this.maxDepth = Ranges.within(1, levels, LARGEST_MAX_DEPTH, "maxDepth");
    return made("max-depth");
  }

  /** How deeply keys and values may be nested, in levels. */
  public int getMaxDepth() {
    return maxDepth;
  }

  /**
   * Sets how large an encoded key or value may be, in bytes; larger ones are refused with a {@link
   * CacheCodecException}.
   *
   * @return this
   * @throws IllegalArgumentException when it is below 1 or above {@link #LARGEST_MAX_BYTES}
   */
  public CinnabarConfiguration<K, V> setMaxBytes(int bytes) {
    this.maxBytes = Ranges.within(1, bytes, LARGEST_MAX_BYTES, "maxBytes");
    return made("max-bytes");
  }

  /** How large an encoded key or value may be, in bytes. */
  public int getMaxBytes() {
    return maxBytes;
  }

  /**
   * Sets over how many partitions the cache is laid out. The number is fixed on the server when the
   * cache is first used; opening it with another is an {@link IncompatibleCacheException}.
   *
   * @param count the number of partitions, at most 16384, as many as a cluster has slots; or 0 for
   *     the default: 64 on a cluster, else 1
   * @return this
   * @throws IllegalArgumentException when it is negative or more than 16384
   */
  public CinnabarConfiguration<K, V> setPartitions(int count) {
    this.partitions = Ranges.within(0, count, LARGEST_PARTITIONS, "partitions");
    return made("partitions");
  }

  /** The number of partitions; 0 stands for the default. */
  public int getPartitions() {
    return partitions;
  }

  /**
   * Sets how many entries this JVM keeps copies of in a near cache, so that reading them again
   * needs no server. It is off by default, and as long as neither this nor {@link #setNearBytes} is
   * set to more than 0; when both are, both bounds hold.
   *
   * <p>A cache whose expiry policy may give entries more time when they are read has no near cache,
   * since the server would have to hear of each read: of the standard policies, only the created,
   * the modified and the eternal one can have one.
   *
   * @param entries how many entries, or 0 for no such bound
   * @return this
   * @throws IllegalArgumentException when it is negative
   */
  public CinnabarConfiguration<K, V> setNearSize(int entries) {
    this.nearSize = Ranges.atLeast(0, entries, "nearSize");
    return made("near.size");
  }

  /** How many entries the near cache holds; 0 for no such bound. */
  public int getNearSize() {
    return nearSize;
  }

  /**
   * Sets how large the near cache may get, counting what its entries' values take on the server;
   * see {@link #setNearSize}.
   *
   * @param bytes how many bytes, or 0 for no such bound
   * @return this
   * @throws IllegalArgumentException when it is negative
   */
  public CinnabarConfiguration<K, V> setNearBytes(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("nearBytes must be at least 0, not " + bytes);
    }
    this.nearBytes = bytes;
    return made("near.bytes");
  }

  /** How many bytes the values in the near cache may take; 0 for no such bound. */
  public long getNearBytes() {
    return nearBytes;
  }

  /**
   * Sets how long an entry stays in the near cache at most. It never stays beyond its own expiry.
   *
   * @param age the age, or null for the default: no limit
   * @return this
   * @throws IllegalArgumentException when it is not positive
   */
  public CinnabarConfiguration<K, V> setNearMaxAge(@Nullable Duration age) {
    if (age != null && (age.isNegative() || age.isZero())) {
      throw new IllegalArgumentException("nearMaxAge must be positive, not " + age);
    }
    this.nearMaxAge = age;
    return made("near.max-age");
  }

  /** How long an entry stays in the near cache at most; null for no limit. */
  public @Nullable Duration getNearMaxAge() {
    return nearMaxAge;
  }

  /**
   * Adds classes whose instances are never changed once they are made, so that the near cache may
   * hand out the same instance again and again instead of a copy: class names, without their
   * subclasses. Java's own value types, enums, and records made of such types are known already.
   *
   * @return this
   * @throws NullPointerException when a name is null
   */
  public CinnabarConfiguration<K, V> addImmutableClasses(String... names) {
    for (String name : names) {
      immutableClasses.add(Objects.requireNonNull(name, "immutable class name"));
    }
    return made("immutable-classes");
  }

  /** The names added by {@link #addImmutableClasses}; a copy, empty by default. */
  public Set<String> getImmutableClasses() {
    return new LinkedHashSet<>(immutableClasses);
  }

  /**
   * Sets by what share the times to live that the expiry policy gives are varied, so that entries
   * made together don't all expire, and have to be loaded again, together. With 0.1 an entry that
   * the policy gives 10 minutes at its creation, update or access gets between 9 and 11, drawn anew
   * each time; never less than a millisecond. A duration of zero stays zero. Off by default.
   *
   * <p>A cache that a standard policy makes eternal has nothing to vary and is refused when it is
   * created. A duration given to a single operation is kept exactly.
   *
   * @param share the share, from 0 (no jitter) to below 1
   * @return this
   * @throws IllegalArgumentException when it is negative, 1 or more, or no number
   */
  public CinnabarConfiguration<K, V> setExpiryJitter(double share) {
    if (!(share >= 0 && share < 1)) {
      throw new IllegalArgumentException(
          "expiryJitter must be a share from 0 to below 1, such as 0.1, not " + share);
    }
    this.expiryJitter = share;
    return made("expiry.jitter");
  }

  /** By what share times to live are varied; 0 for not at all. */
  public double getExpiryJitter() {
    return expiryJitter;
  }

  /**
   * The settings that were made here, by the names they have in {@code
   * cinnabar.caches.<cache>.<setting>}, sorted; a copy. {@code write-behind} stands for all that
   * begin with it. These are kept; for the others a cache takes what is declared outside of the
   * code, and else the default.
   */
  public Set<String> getSettingsMade() {
    return new TreeSet<>(settingsMade);
  }

  @Override
  public CinnabarConfiguration<K, V> setTypes(Class<K> keyType, Class<V> valueType) {
    super.setTypes(keyType, valueType);
    return this;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return super.equals(other)
        && other instanceof CinnabarConfiguration<?, ?> that
        && Arrays.equals(settings(), that.settings());
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + Arrays.hashCode(settings());
  }

  private CinnabarConfiguration<K, V> made(String setting) {
    return made(Set.of(setting));
  }

  @Override
  CinnabarConfiguration<K, V> made(Set<String> settings) {
    settingsMade.addAll(settings);
    return this;
  }

  private @Nullable Object[] settings() {
    return new @Nullable Object[] {
      trustedClasses,
      trustAllClasses,
      maxDepth,
      maxBytes,
      partitions,
      nearSize,
      nearBytes,
      nearMaxAge,
      immutableClasses,
      expiryJitter,
      strategies()
    };
  }
}
