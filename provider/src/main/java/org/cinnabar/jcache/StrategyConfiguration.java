package org.cinnabar.jcache;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.MutableConfiguration;

/**
 * The part of {@link CinnabarConfiguration} that says where a cache is read, how it is loaded,
 * written behind, kept warm, and invalidated from outside.
 *
 * @param <K> the key type
 * @param <V> the value type
 */
abstract class StrategyConfiguration<K, V> extends MutableConfiguration<K, V> {
  private static final long serialVersionUID = 1L;

  private LoadPolicy loadPolicy = LoadPolicy.DEFAULT;
  private RefreshAhead refreshAhead = RefreshAhead.OFF;
  private WriteBehind writeBehind = new WriteBehind().withEnabled(false);
  private ScheduledRefresh scheduledRefresh = ScheduledRefresh.NONE;
  private Warming warming = Warming.NONE;
  private Prediction prediction = Prediction.NONE;
  private int hotKeysSize;
  private ReadFrom readFrom = ReadFrom.MASTER;
  private int maxEntries;
  private Eviction eviction = Eviction.LFU;
  private int acknowledgingReplicas;
  private boolean invalidationStream;

  StrategyConfiguration() {}

  StrategyConfiguration(CompleteConfiguration<K, V> other) {
    super(other);
    if (other instanceof StrategyConfiguration<K, V> ours) {
      loadPolicy = ours.loadPolicy;
      refreshAhead = ours.refreshAhead;
      writeBehind = ours.writeBehind;
      scheduledRefresh = ours.scheduledRefresh;
      warming = ours.warming;
      prediction = ours.prediction;
      hotKeysSize = ours.hotKeysSize;
      readFrom = ours.readFrom;
      maxEntries = ours.maxEntries;
      eviction = ours.eviction;
      acknowledgingReplicas = ours.acknowledgingReplicas;
      invalidationStream = ours.invalidationStream;
    }
  }

  /** Remembers which settings were made. */
  abstract CinnabarConfiguration<K, V> made(Set<String> settings);

  /**
   * Sets how the cache writer is told of writes after they are made. Needs a writer and {@code
   * setWriteThrough(true)}. Off by default: writes go through.
   *
   * @return this
   * @throws NullPointerException when it is null
   */
  public CinnabarConfiguration<K, V> setWriteBehind(WriteBehind settings) {
    this.writeBehind = Objects.requireNonNull(settings, "writeBehind");
    return made(Set.of("write-behind"));
  }

  /** How writes are written behind, if they are. */
  public WriteBehind getWriteBehind() {
    return writeBehind;
  }

  /**
   * Sets how missing entries are loaded.
   *
   * @return this
   * @throws NullPointerException when it is null
   */
  public CinnabarConfiguration<K, V> setLoadPolicy(LoadPolicy policy) {
    this.loadPolicy = Objects.requireNonNull(policy, "loadPolicy");
    return made(
        Set.of("load.single-flight", "load.lease", "load.wait", "load.timeout", "load.null-for"));
  }

  /** How missing entries are loaded. */
  public LoadPolicy getLoadPolicy() {
    return loadPolicy;
  }

  /**
   * Sets when entries are loaded again before they are missed.
   *
   * @return this
   * @throws NullPointerException when it is null; {@link RefreshAhead#OFF} is never
   */
  public CinnabarConfiguration<K, V> setRefreshAhead(RefreshAhead refresh) {
    this.refreshAhead = Objects.requireNonNull(refresh, "refreshAhead");
    return made(Set.of("refresh.share", "refresh.early", "refresh.stale-for"));
  }

  /** When entries are loaded again before they are missed; never by default. */
  public RefreshAhead getRefreshAhead() {
    return refreshAhead;
  }

  /**
   * Sets when entries are loaded anew without being asked for. The cache needs a cache loader.
   *
   * @return this
   */
  public CinnabarConfiguration<K, V> setScheduledRefresh(ScheduledRefresh refresh) {
    this.scheduledRefresh = Objects.requireNonNull(refresh, "scheduledRefresh");
    return made(ScheduledRefresh.SETTINGS);
  }

  /** When entries are loaded anew; {@link ScheduledRefresh#NONE} by default. */
  public ScheduledRefresh getScheduledRefresh() {
    return scheduledRefresh;
  }

  /**
   * Sets how the cache is filled when it is created. It needs a cache loader.
   *
   * @return this
   */
  public CinnabarConfiguration<K, V> setWarming(Warming warming) {
    this.warming = Objects.requireNonNull(warming, "warming");
    return made(Warming.SETTINGS);
  }

  /** How the cache is filled when it is created; {@link Warming#NONE} by default. */
  public Warming getWarming() {
    return warming;
  }

  /**
   * Sets what is loaded ahead when a key is read. The cache needs a cache loader.
   *
   * @return this
   */
  public CinnabarConfiguration<K, V> setPrediction(Prediction prediction) {
    this.prediction = Objects.requireNonNull(prediction, "prediction");
    return made(Prediction.SETTINGS);
  }

  /** What is loaded ahead when a key is read; {@link Prediction#NONE} by default. */
  public Prediction getPrediction() {
    return prediction;
  }

  /**
   * Sets how many of the keys that are read most {@link CinnabarCache#hotKeys} tells.
   *
   * @param keys how many, up to 100,000; 0, the default, for none
   * @return this
   * @throws IllegalArgumentException when it is negative or above 100,000
   */
  public CinnabarConfiguration<K, V> setHotKeysSize(int keys) {
    this.hotKeysSize = Ranges.within(0, keys, 100_000, "hotKeysSize");
    return made(Set.of("hot-keys.size"));
  }

  /** How many of the keys that are read most are told; 0 for none. */
  public int getHotKeysSize() {
    return hotKeysSize;
  }

  /**
   * Sets where {@code get}, {@code getAll} and {@code containsKey} look entries up. All else goes
   * to the master always: whatever may write, decide what to write, load, or iterate.
   *
   * @return this
   * @throws NullPointerException when it is null
   */
  public CinnabarConfiguration<K, V> setReadFrom(ReadFrom servers) {
    this.readFrom = Objects.requireNonNull(servers, "readFrom");
    return made(Set.of("read-from"));
  }

  /** Where entries are looked up; {@link ReadFrom#MASTER} by default. */
  public ReadFrom getReadFrom() {
    return readFrom;
  }

  /**
   * Sets how many entries the cache may have on the server, those of all JVMs together. Each
   * partition may have its share, rounded up; one that is full makes room for a new entry in the
   * same step that adds it. Unbounded by default.
   *
   * @param entries how many, up to 1,000,000,000; 0 for any number
   * @return this
   * @throws IllegalArgumentException when it is negative or above 1,000,000,000
   * @see #setEviction
   */
  public CinnabarConfiguration<K, V> setMaxEntries(int entries) {
    this.maxEntries = Ranges.within(0, entries, 1_000_000_000, "maxEntries");
    return made(Set.of("max-entries"));
  }

  /** How many entries the cache may have; 0 for any number. */
  public int getMaxEntries() {
    return maxEntries;
  }

  /**
   * Sets which entries make room in a cache that is bounded by {@link #setMaxEntries}; without a
   * bound it has no meaning.
   *
   * @return this
   * @throws NullPointerException when it is null
   */
  public CinnabarConfiguration<K, V> setEviction(Eviction which) {
    this.eviction = Objects.requireNonNull(which, "eviction");
    return made(Set.of("eviction"));
  }

  /** Which entries make room in a bounded cache; {@link Eviction#LFU} by default. */
  public Eviction getEviction() {
    return eviction;
  }

  /**
   * Sets how many replicas are to have acknowledged a write before it returns, by the server's
   * {@code WAIT}. It makes losing a write rare when its master fails, not impossible. When fewer
   * acknowledge within three quarters of the deadline the write fails with a {@link
   * ReplicationException}, and stays applied.
   *
   * @param replicas how many, at most 100; 0, the default, for not waiting
   * @return this
   * @throws IllegalArgumentException when it is negative or above 100
   */
  public CinnabarConfiguration<K, V> setAcknowledgingReplicas(int replicas) {
    this.acknowledgingReplicas = Ranges.within(0, replicas, 100, "acknowledgingReplicas");
    return made(Set.of("acknowledging-replicas"));
  }

  /** How many replicas are to have acknowledged a write before it returns; 0 by default. */
  public int getAcknowledgingReplicas() {
    return acknowledgingReplicas;
  }

  /**
   * Sets whether this JVM looks for invalidations that other systems ask for, by messages that they
   * add to a stream of the cache's on the server. Off by default. See docs/invalidation.md.
   *
   * @param looking whether it looks
   * @return this
   */
  public CinnabarConfiguration<K, V> setInvalidationStream(boolean looking) {
    this.invalidationStream = looking;
    return made(Set.of("invalidation.stream"));
  }

  /** Whether this JVM looks for invalidations that other systems ask for. */
  public boolean isInvalidationStream() {
    return invalidationStream;
  }

  /** All of these settings, for comparisons. */
  List<Object> strategies() {
    return List.of(
        loadPolicy,
        refreshAhead,
        writeBehind,
        scheduledRefresh,
        warming,
        prediction,
        hotKeysSize,
        readFrom,
        maxEntries,
        eviction,
        acknowledgingReplicas,
        invalidationStream);
  }
}
