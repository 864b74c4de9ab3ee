package org.cinnabar.jcache;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When entries are loaded again before they are missed, in the background, by one JVM of the
 * cluster, while readers get the value that is there. For caches with read-through, a cache loader,
 * and the standard created or modified expiry policy. Immutable; each {@code with} method gives a
 * changed copy. JVMs that share a cache should agree on it.
 *
 * <pre>{@code
 * configuration.setRefreshAhead(
 *     RefreshAhead.OFF.withShare(0.1).withStaleFor(Duration.ofMinutes(5)));
 * }</pre>
 *
 * <p>A refreshed entry lives as long as a new one, by the expiry policy's answer for creations; to
 * listeners it is an update.
 */
public final class RefreshAhead implements Serializable {
  /** Entries are not loaded before they are missed. */
  public static final RefreshAhead OFF = new RefreshAhead(0, 0, null);

  private static final long serialVersionUID = 1L;
  private static final Duration MOST = Duration.ofDays(1000);

  private final double share;
  private final double early;
  private final @Nullable Duration staleFor;

  private RefreshAhead(double share, double early, @Nullable Duration staleFor) {
    this.share = share;
    this.early = early;
    this.staleFor = staleFor;
  }

  /**
   * The share of its life that an entry has left when a lookup makes it be loaded again. With 0.1
   * an entry that lives 10 minutes is refreshed by the first lookup after 9. 0 for never, the
   * default.
   *
   * @throws IllegalArgumentException when it is negative, 1 or more, or no number
   */
  public RefreshAhead withShare(double ofLife) {
    if (!(ofLife >= 0 && ofLife < 1)) {
      throw new IllegalArgumentException(
          "refresh.share must be a share from 0 to below 1, such as 0.1, not " + ofLife);
    }
    return new RefreshAhead(ofLife, early, staleFor);
  }

  /**
   * How eagerly lookups draw lots to refresh an entry before its end: at each lookup, with {@code
   * -early * cost * ln(random)} more than the life that is left, where the cost is what this JVM's
   * loads of the cache take on average (known as XFetch, with beta for {@code early}). 1 is usual,
   * more is earlier, 0 is never and the default.
   *
   * @throws IllegalArgumentException when it is negative, more than 1000, or no number
   */
  public RefreshAhead withEarly(double beta) {
    if (!(beta >= 0 && beta <= 1000)) {
      throw new IllegalArgumentException(
          "refresh.early must be a number from 0 to 1000, such as 1, not " + beta);
    }
    return new RefreshAhead(share, beta, staleFor);
  }

  /**
   * How long entries are kept beyond the life that the expiry policy gives them. Lookups in that
   * time get the stale value at once and make it be loaded again, so that they neither wait for a
   * slow loader nor fail with a failing one. To all other operations the entry just lives longer.
   * Null for not at all, the default.
   *
   * @throws IllegalArgumentException when it is not between 1 ms and 1000 days
   */
  public RefreshAhead withStaleFor(@Nullable Duration longest) {
    if (longest != null && (longest.toMillis() < 1 || longest.compareTo(MOST) > 0)) {
      throw new IllegalArgumentException(
          "refresh.stale-for must be between 1ms and 1000d, not " + longest);
    }
    return new RefreshAhead(share, early, longest);
  }

  /** The share of its life that an entry has left when it is refreshed; 0 for none. */
  public double getShare() {
    return share;
  }

  /** How eagerly lookups refresh early; 0 for not. */
  public double getEarly() {
    return early;
  }

  /** How long entries are kept beyond their life; null for not at all. */
  public @Nullable Duration getStaleFor() {
    return staleFor;
  }

  /** Whether anything is ever refreshed. */
  public boolean isOn() {
    return share > 0 || early > 0 || staleFor != null;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RefreshAhead that
        && share == that.share
        && early == that.early
        && Objects.equals(staleFor, that.staleFor);
  }

  @Override
  public int hashCode() {
    return Objects.hash(share, early, staleFor);
  }

  @Override
  public String toString() {
    return "RefreshAhead[share=%s, early=%s, stale-for=%s]".formatted(share, early, staleFor);
  }
}
