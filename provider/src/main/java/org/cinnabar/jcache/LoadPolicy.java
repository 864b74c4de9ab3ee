package org.cinnabar.jcache;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a cache calls what its missing entries are loaded from: its cache loader for read-through,
 * {@code getAll} and {@code loadAll}, and the function given to {@link CinnabarCache#get(Object,
 * java.util.function.Function)}. Immutable; each {@code with} method gives a changed copy.
 *
 * <pre>{@code
 * configuration.setLoadPolicy(
 *     LoadPolicy.DEFAULT.withTimeout(Duration.ofSeconds(5)).withNullFor(Duration.ofSeconds(2)));
 * }</pre>
 */
public final class LoadPolicy implements Serializable {
  /** One load at a time for each key, leases of 5 s, waiting for 30 s, no timeout, no nulls. */
  public static final LoadPolicy DEFAULT =
      new LoadPolicy(true, Duration.ofSeconds(5), Duration.ofSeconds(30), null, null);

  private static final long serialVersionUID = 1L;
  private static final Duration LEAST_LEASE = Duration.ofMillis(100);
  private static final Duration LEAST = Duration.ofMillis(1);
  private static final Duration MOST = Duration.ofDays(1);

  private final boolean singleFlight;
  private final Duration lease;
  private final Duration wait;
  private final @Nullable Duration timeout;
  private final @Nullable Duration nullFor;

  private LoadPolicy(
      boolean singleFlight,
      Duration lease,
      Duration wait,
      @Nullable Duration timeout,
      @Nullable Duration nullFor) {
    this.singleFlight = singleFlight;
    this.lease = lease;
    this.wait = wait;
    this.timeout = timeout;
    this.nullFor = nullFor;
  }

  /**
   * Whether a key that several threads or JVMs miss is loaded once, while the others wait for that
   * load. Without it each of them loads. On by default.
   */
  public LoadPolicy withSingleFlight(boolean once) {
    return new LoadPolicy(once, lease, wait, timeout, nullFor);
  }

  /**
   * How long a key that a JVM is loading stays kept from others when that JVM dies. While it lives
   * it renews the lease. 5 s by default.
   *
   * @throws IllegalArgumentException when it is not between 100 ms and a day
   */
  public LoadPolicy withLease(Duration longest) {
    return new LoadPolicy(
        singleFlight, within(LEAST_LEASE, longest, "load.lease"), wait, timeout, nullFor);
  }

  /**
   * How long a caller waits for another's load of its key before it loads the value itself. 30 s by
   * default; longer than the lease, so that who waits for a JVM that dies doesn't load on its own.
   *
   * @throws IllegalArgumentException when it is not between 1 ms and a day
   */
  public LoadPolicy withWait(Duration longest) {
    return new LoadPolicy(
        singleFlight, lease, within(LEAST, longest, "load.wait"), timeout, nullFor);
  }

  /**
   * How long a call of the loader may take. One that takes longer is interrupted and fails with a
   * {@link javax.cache.integration.CacheLoaderException}, and its key is free again. With a timeout
   * loaders run on threads of the cache manager's, which don't have what the caller's thread has:
   * no transaction, no security context, no request. Null for none, the default.
   *
   * @throws IllegalArgumentException when it is not between 1 ms and a day
   */
  public LoadPolicy withTimeout(@Nullable Duration longest) {
    return new LoadPolicy(
        singleFlight,
        lease,
        wait,
        longest == null ? null : within(LEAST, longest, "load.timeout"),
        nullFor);
  }

  /**
   * How long it is remembered that a loader returned null: until then lookups give null without
   * loading. A remembered null is no entry: lookups are misses, {@code containsKey} is false,
   * iterators skip it, a put creates, and removing or invalidating its key forgets it. Null for not
   * at all, the default.
   *
   * @throws IllegalArgumentException when it is not between 1 ms and a day
   */
  public LoadPolicy withNullFor(@Nullable Duration duration) {
    return new LoadPolicy(
        singleFlight,
        lease,
        wait,
        timeout,
        duration == null ? null : within(LEAST, duration, "load.null-for"));
  }

  /** Whether a missing key is loaded once. */
  public boolean isSingleFlight() {
    return singleFlight;
  }

  /** How long a key stays kept from others when the JVM that loads it dies. */
  public Duration getLease() {
    return lease;
  }

  /** How long a caller waits for another's load. */
  public Duration getWait() {
    return wait;
  }

  /** How long a call of the loader may take; null for no limit. */
  public @Nullable Duration getTimeout() {
    return timeout;
  }

  /** How long a loader's null is remembered; null for not at all. */
  public @Nullable Duration getNullFor() {
    return nullFor;
  }

  private static Duration within(Duration least, Duration duration, String setting) {
    Objects.requireNonNull(duration, setting);
    if (duration.compareTo(least) < 0 || duration.compareTo(MOST) > 0) {
      throw new IllegalArgumentException(
          setting + " must be between " + least.toMillis() + "ms and 1d, not " + duration);
    }
    return duration;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LoadPolicy that
        && singleFlight == that.singleFlight
        && lease.equals(that.lease)
        && wait.equals(that.wait)
        && Objects.equals(timeout, that.timeout)
        && Objects.equals(nullFor, that.nullFor);
  }

  @Override
  public int hashCode() {
    return Objects.hash(singleFlight, lease, wait, timeout, nullFor);
  }

  @Override
  public String toString() {
    return "LoadPolicy[single-flight=%s, lease=%s, wait=%s, timeout=%s, null-for=%s]"
        .formatted(singleFlight, lease, wait, timeout, nullFor);
  }
}
