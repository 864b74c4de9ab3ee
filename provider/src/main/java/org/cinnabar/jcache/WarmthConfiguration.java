package org.cinnabar.jcache;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.MutableConfiguration;

/**
 * The part of {@link CinnabarConfiguration} that says what a cache does by itself to stay warm.
 *
 * @param <K> the key type
 * @param <V> the value type
 */
abstract class WarmthConfiguration<K, V> extends MutableConfiguration<K, V> {
  private static final long serialVersionUID = 1L;

  private ScheduledRefresh scheduledRefresh = ScheduledRefresh.NONE;
  private Warming warming = Warming.NONE;
  private Prediction prediction = Prediction.NONE;
  private int hotKeysSize;

  WarmthConfiguration() {}

  WarmthConfiguration(CompleteConfiguration<K, V> other) {
    super(other);
    if (other instanceof WarmthConfiguration<K, V> ours) {
      scheduledRefresh = ours.scheduledRefresh;
      warming = ours.warming;
      prediction = ours.prediction;
      hotKeysSize = ours.hotKeysSize;
    }
  }

  /** Remembers which settings were made. */
  abstract CinnabarConfiguration<K, V> made(Set<String> settings);

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

  /** All of these settings, for comparisons. */
  List<Object> warmth() {
    return List.of(scheduledRefresh, warming, prediction, hotKeysSize);
  }
}
