package org.cinnabar.jcache;

import java.io.Serializable;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a cache tells its {@link javax.cache.integration.CacheWriter} of writes after they are made,
 * rather than before: {@code configuration.setWriteBehind(new WriteBehind().withBatchSize(100))},
 * beside a writer and {@code setWriteThrough(true)}. Immutable; each method gives another.
 *
 * <p>A write is queued on the server together with the change of its entry, at one moment. One JVM
 * at a time takes the writes of a partition out of the queue, in the order in which they were made,
 * and tells its writer of them in batches. A write leaves the queue when the writer has taken it,
 * so that the writer hears of every write at least once, also when JVMs die, and hears of writes of
 * a key in their order. What is queued is as durable as the server keeps its data.
 */
public final class WriteBehind implements Serializable {
  /** The largest batch: 5000 entries. */
  public static final int MAX_BATCH_SIZE = 5000;

  private static final long serialVersionUID = 1L;
  private static final Duration LONGEST = Duration.ofDays(1);

  private boolean enabled = true;
  private int batchSize = 500;
  private Duration delay = Duration.ofSeconds(1);
  private int maxBacklog = 100_000;
  private int maxTries = 20;
  private Duration backoff = Duration.ofMillis(100);
  private Duration maxBackoff = Duration.ofMinutes(1);
  private Duration takeover = Duration.ofSeconds(10);
  private boolean coalescing = true;
  private Duration closeLimit = Duration.ofSeconds(10);

  /** Writing behind, with the default of every setting. */
  public WriteBehind() {}

  private WriteBehind(WriteBehind from) {
    enabled = from.enabled;
    batchSize = from.batchSize;
    delay = from.delay;
    maxBacklog = from.maxBacklog;
    maxTries = from.maxTries;
    backoff = from.backoff;
    maxBackoff = from.maxBackoff;
    takeover = from.takeover;
    coalescing = from.coalescing;
    closeLimit = from.closeLimit;
  }

  /** Writes behind, or through as the standard has it; true here by default. */
  public WriteBehind withEnabled(boolean on) {
    WriteBehind copy = new WriteBehind(this);
    copy.enabled = on;
    return copy;
  }

  /** Whether the cache is written behind. */
  public boolean isEnabled() {
    return enabled;
  }

  /**
   * Sets how many entries the writer is given at once, at most; 500 by default. As soon as so many
   * wait they are written, whatever the {@linkplain #withDelay delay}.
   *
   * @throws IllegalArgumentException unless it is between 1 and {@link #MAX_BATCH_SIZE}
   */
  public WriteBehind withBatchSize(int entries) {
    if (entries > MAX_BATCH_SIZE) {
      throw new IllegalArgumentException(
          "write-behind.batch-size must be at most " + MAX_BATCH_SIZE + ", not " + entries);
    }
    WriteBehind copy = new WriteBehind(this);
    copy.batchSize = Ranges.atLeast(1, entries, "write-behind.batch-size");
    return copy;
  }

  /** How many entries the writer is given at once, at most. */
  public int getBatchSize() {
    return batchSize;
  }

  /**
   * Sets how long a write waits for others to be written with it; a second by default, 0 for not at
   * all.
   *
   * @throws IllegalArgumentException when it is negative or more than a day
   */
  public WriteBehind withDelay(Duration time) {
    if (!time.isZero()) {
      withinADay(time, "write-behind.delay");
    }
    WriteBehind copy = new WriteBehind(this);
    copy.delay = time;
    return copy;
  }

  /** How long a write waits for others. */
  public Duration getDelay() {
    return delay;
  }

  /**
   * Sets how many writes of the cache may wait, spread evenly over its partitions; 100,000 by
   * default. A write that finds the queue full waits, until its operation's deadline, and fails
   * then with a {@link BacklogFullException}. There are as many dead letters at most; what can't be
   * given up for want of room stays in the queue.
   *
   * @throws IllegalArgumentException when it is below 1
   */
  public WriteBehind withMaxBacklog(int writes) {
    WriteBehind copy = new WriteBehind(this);
    copy.maxBacklog = Ranges.atLeast(1, writes, "write-behind.max-backlog");
    return copy;
  }

  /** How many writes of the cache may wait. */
  public int getMaxBacklog() {
    return maxBacklog;
  }

  /**
   * Sets how often the writer is told of a write that it refuses before that goes to the
   * {@linkplain CinnabarCache#deadLetters dead letters}; 20 by default. Tries of one JVM count; the
   * last one is of the entry alone, so that one bad entry takes no others with it.
   *
   * @throws IllegalArgumentException when it is below 1
   */
  public WriteBehind withMaxTries(int tries) {
    WriteBehind copy = new WriteBehind(this);
    copy.maxTries = Ranges.atLeast(1, tries, "write-behind.max-tries");
    return copy;
  }

  /** How often the writer is told of a write that it refuses. */
  public int getMaxTries() {
    return maxTries;
  }

  /**
   * Sets how long to wait after a first failure, 100 ms by default, and at most, a minute by
   * default; each time twice as long.
   *
   * @throws IllegalArgumentException when one is not positive or more than a day
   */
  public WriteBehind withBackoff(Duration first, Duration most) {
    WriteBehind copy = new WriteBehind(this);
    copy.backoff = withinADay(first, "write-behind.backoff");
    copy.maxBackoff = withinADay(most, "write-behind.max-backoff");
    return copy;
  }

  /** How long to wait after a first failure. */
  public Duration getBackoff() {
    return backoff;
  }

  /** How long to wait after a failure at most. */
  public Duration getMaxBackoff() {
    return maxBackoff;
  }

  /**
   * Sets after which time without a sign of life another JVM takes over from the one that writes;
   * 10 s by default.
   *
   * @throws IllegalArgumentException when it is below 100 ms or more than a day
   */
  public WriteBehind withTakeover(Duration time) {
    if (withinADay(time, "write-behind.takeover").toMillis() < 100) {
      throw new IllegalArgumentException(
          "write-behind.takeover must be at least 100 ms, not " + time);
    }
    WriteBehind copy = new WriteBehind(this);
    copy.takeover = time;
    return copy;
  }

  /** After which time without a sign of life another JVM takes over. */
  public Duration getTakeover() {
    return takeover;
  }

  /**
   * Sets whether the writer is told only the last of several writes of a key that wait together, as
   * it is by default, or each of them, one after another.
   */
  public WriteBehind withCoalescing(boolean on) {
    WriteBehind copy = new WriteBehind(this);
    copy.coalescing = on;
    return copy;
  }

  /** Whether the writer is told only the last of several writes of a key. */
  public boolean isCoalescing() {
    return coalescing;
  }

  /**
   * Sets how long closing the cache may wait for what is queued to be written; 10 s by default, 0
   * for not at all. What is left then stays in the queue.
   *
   * @throws IllegalArgumentException when it is negative or more than a day
   */
  public WriteBehind withCloseLimit(Duration time) {
    if (!time.isZero()) {
      withinADay(time, "write-behind.close-limit");
    }
    WriteBehind copy = new WriteBehind(this);
    copy.closeLimit = time;
    return copy;
  }

  /** How long closing the cache may wait. */
  public Duration getCloseLimit() {
    return closeLimit;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WriteBehind that && Arrays.equals(settings(), that.settings());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(settings());
  }

  private Object[] settings() {
    return new Object[] {
      enabled,
      batchSize,
      delay,
      maxBacklog,
      maxTries,
      backoff,
      maxBackoff,
      takeover,
      coalescing,
      closeLimit
    };
  }

  private static Duration withinADay(Duration time, String setting) {
    Objects.requireNonNull(time, setting);
    if (time.isNegative() || time.isZero() || time.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          setting + " must be positive and at most a day, not " + time);
    }
    return time;
  }
}
