package org.cinnabar.jcache;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import javax.cache.configuration.Factory;
import org.jspecify.annotations.Nullable;

/**
 * How a cache is filled through its cache loader when it is created, in the background and by one
 * JVM of the cluster:
 *
 * <pre>{@code
 * configuration.setWarming(Warming.atStart(FactoryBuilder.factoryOf(BestSellers.class)));
 * }</pre>
 *
 * <p>When that JVM dies, another one that has the cache open goes on where it stopped. Immutable.
 */
public final class Warming implements Serializable {
  /** The default chunk size: 500 keys. */
  public static final int DEFAULT_CHUNK_SIZE = 500;

  /** How long a warming counts by default: 10 minutes. */
  public static final Duration DEFAULT_FRESH_FOR = Duration.ofMinutes(10);

  /** No warming: the default. */
  public static final Warming NONE = new Warming(null, 0, 1, DEFAULT_CHUNK_SIZE, DEFAULT_FRESH_FOR);

  static final Set<String> SETTINGS =
      Set.of("warm.at-start", "warm.rate", "warm.parallelism", "warm.chunk-size", "warm.fresh-for");

  private static final long serialVersionUID = 1L;

  private final @Nullable Factory<? extends KeySource<?>> source;
  private final int rate;
  private final int parallelism;
  private final int chunkSize;
  private final Duration freshFor;

  private Warming(
      @Nullable Factory<? extends KeySource<?>> source,
      int rate,
      int parallelism,
      int chunkSize,
      Duration freshFor) {
    this.source = source;
    this.rate = rate;
    this.parallelism = parallelism;
    this.chunkSize = chunkSize;
    this.freshFor = freshFor;
  }

  /** Warms with the keys of a source. */
  public static Warming atStart(Factory<? extends KeySource<?>> source) {
    return NONE.withSource(source);
  }

  /**
   * Warms with the keys of a source, which is made when it is needed and closed if it is {@link
   * AutoCloseable}.
   */
  public Warming withSource(Factory<? extends KeySource<?>> newSource) {
    return new Warming(
        Objects.requireNonNull(newSource, "source"), rate, parallelism, chunkSize, freshFor);
  }

  /**
   * Sets how many keys a second are taken from the source at most.
   *
   * @param keysPerSecond the rate; 0, the default, for as many as possible
   * @throws IllegalArgumentException when it is negative
   */
  public Warming withRate(int keysPerSecond) {
    return new Warming(
        source,
        Ranges.within(0, keysPerSecond, Integer.MAX_VALUE, "rate"),
        parallelism,
        chunkSize,
        freshFor);
  }

  /**
   * Sets how many chunks are loaded at the same time; 1 by default.
   *
   * @throws IllegalArgumentException when it is below 1 or above 256
   */
  public Warming withParallelism(int chunks) {
    return new Warming(
        source, rate, Ranges.within(1, chunks, 256, "parallelism"), chunkSize, freshFor);
  }

  /**
   * Sets for how many keys at most the loader is asked at once.
   *
   * @throws IllegalArgumentException when it is below 1 or above 100,000
   */
  public Warming withChunkSize(int keys) {
    return new Warming(
        source, rate, parallelism, Ranges.within(1, keys, 100_000, "chunkSize"), freshFor);
  }

  /**
   * Sets how long a warming that came to its end counts: a JVM that creates the cache within that
   * time doesn't warm it again.
   *
   * @throws IllegalArgumentException when it is negative
   */
  public Warming withFreshFor(Duration newFreshFor) {
    if (newFreshFor.isNegative()) {
      throw new IllegalArgumentException("freshFor must not be negative, but is " + newFreshFor);
    }
    return new Warming(source, rate, parallelism, chunkSize, newFreshFor);
  }

  /** Makes the source of the keys; null for no warming. */
  public @Nullable Factory<? extends KeySource<?>> getSource() {
    return source;
  }

  /** How many keys a second are taken at most; 0 for as many as possible. */
  public int getRate() {
    return rate;
  }

  /** How many chunks are loaded at the same time. */
  public int getParallelism() {
    return parallelism;
  }

  /** For how many keys at most the loader is asked at once. */
  public int getChunkSize() {
    return chunkSize;
  }

  /** How long a warming counts. */
  public Duration getFreshFor() {
    return freshFor;
  }

  /** Whether there is any warming. */
  public boolean isOn() {
    return source != null;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Warming that
        && Objects.equals(source, that.source)
        && rate == that.rate
        && parallelism == that.parallelism
        && chunkSize == that.chunkSize
        && freshFor.equals(that.freshFor);
  }

  @Override
  public int hashCode() {
    return Objects.hash(source, rate, parallelism, chunkSize, freshFor);
  }
}
