package org.cinnabar.jcache;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When a cache's entries are loaded anew through its cache loader, without anybody asking for them:
 *
 * <pre>{@code
 * configuration.setScheduledRefresh(
 *     ScheduledRefresh.cron("30 3 * * *").withZone(ZoneId.of("Europe/Vienna")));
 * }</pre>
 *
 * <p>One JVM of the cluster does it at a time; when it dies, another goes on where it stopped.
 * Immutable.
 */
public final class ScheduledRefresh implements Serializable {
  /** The default page size: 500 keys. */
  public static final int DEFAULT_PAGE_SIZE = 500;

  /** No refresh: the default. */
  public static final ScheduledRefresh NONE =
      new ScheduledRefresh(null, null, null, List.of(), DEFAULT_PAGE_SIZE);

  static final Set<String> SETTINGS =
      Set.of(
          "scheduled-refresh.every",
          "scheduled-refresh.cron",
          "scheduled-refresh.zone",
          "scheduled-refresh.keys",
          "scheduled-refresh.page-size");

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(366);
  private static final long serialVersionUID = 1L;

  private final @Nullable Duration rate;
  private final @Nullable String cron;
  private final @Nullable ZoneId zone;
  private final ArrayList<Object> keys;
  private final int pageSize;
  private transient volatile @Nullable CronExpression parsed;

  private ScheduledRefresh(
      @Nullable Duration rate,
      @Nullable String cron,
      @Nullable ZoneId zone,
      Collection<?> keys,
      int pageSize) {
    this.rate = rate;
    this.cron = cron;
    this.zone = zone;
    this.keys = new ArrayList<>(keys);
    this.pageSize = pageSize;
  }

  /**
   * Refreshes the whole cache at a fixed rate; see {@link #withRate}.
   *
   * @throws IllegalArgumentException when it is below a second or above 366 days
   */
  public static ScheduledRefresh every(Duration rate) {
    return NONE.withRate(rate);
  }

  /**
   * Refreshes the whole cache when a cron expression says so; see {@link #withCron}.
   *
   * @throws IllegalArgumentException when it can't be understood
   */
  public static ScheduledRefresh cron(String expression) {
    return NONE.withCron(expression);
  }

  /**
   * Refreshes at a fixed rate: at the whole multiples of it since 1970 UTC, so that all JVMs mean
   * the same times.
   *
   * @throws IllegalArgumentException when it is below a second or above 366 days
   */
  public ScheduledRefresh withRate(Duration newRate) {
    Objects.requireNonNull(newRate, "rate");
    if (newRate.compareTo(SHORTEST) < 0 || newRate.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "the rate of a scheduled refresh must be from 1s to 366 days, not " + newRate);
    }
    return new ScheduledRefresh(newRate, cron, zone, keys, pageSize);
  }

  /**
   * Refreshes when a cron expression says so.
   *
   * @param expression five fields: minute, hour, day of month, month, day of week
   * @throws IllegalArgumentException when it can't be understood
   */
  public ScheduledRefresh withCron(String expression) {
    CronExpression.parse(Objects.requireNonNull(expression, "expression"));
    return new ScheduledRefresh(rate, expression, zone, keys, pageSize);
  }

  /** Sets the time zone of the cron expression; UTC by default. */
  public ScheduledRefresh withZone(ZoneId newZone) {
    return new ScheduledRefresh(
        rate, cron, Objects.requireNonNull(newZone, "zone"), keys, pageSize);
  }

  /**
   * Refreshes these keys, whether or not the cache has them, instead of all that it has. Texts
   * stand for keys of the declared type where that is {@link Integer}, {@link Long}, {@link Short},
   * {@link Byte} or {@link java.util.UUID}.
   *
   * @param newKeys the keys; empty for the whole cache
   * @throws NullPointerException when one is null
   */
  public ScheduledRefresh withKeys(Collection<?> newKeys) {
    return new ScheduledRefresh(rate, cron, zone, List.copyOf(newKeys), pageSize);
  }

  /**
   * Sets for how many keys at most the loader is asked at once.
   *
   * @throws IllegalArgumentException when it is below 1 or above 100,000
   */
  public ScheduledRefresh withPageSize(int keysAPage) {
    return new ScheduledRefresh(
        rate, cron, zone, keys, Ranges.within(1, keysAPage, 100_000, "pageSize"));
  }

  /** The fixed rate; null for none. */
  public @Nullable Duration getRate() {
    return rate;
  }

  /** The cron expression; null for none. */
  public @Nullable String getCron() {
    return cron;
  }

  /** The time zone of the cron expression; null for none set, which is UTC. */
  public @Nullable ZoneId getZone() {
    return zone;
  }

  /** The keys that are refreshed; empty for the whole cache. */
  public List<Object> getKeys() {
    return List.copyOf(keys);
  }

  /** For how many keys at most the loader is asked at once. */
  public int getPageSize() {
    return pageSize;
  }

  /** Whether there is any refresh. */
  public boolean isOn() {
    return rate != null || cron != null;
  }

  /**
   * When the next refresh is due after a given time.
   *
   * @throws IllegalStateException when there is none
   */
  public Instant nextAfter(Instant time) {
    if (rate != null) {
      long millis = rate.toMillis();
      return Instant.ofEpochMilli(
          Math.multiplyExact(Math.floorDiv(time.toEpochMilli(), millis) + 1, millis));
    }
    return found(expression().next(time, zone()));
  }

  /**
   * When the last refresh was due up to a given time.
   *
   * @throws IllegalStateException when there is none
   */
  public Instant lastUpTo(Instant time) {
    if (rate != null) {
      long millis = rate.toMillis();
      return Instant.ofEpochMilli(Math.floorDiv(time.toEpochMilli(), millis) * millis);
    }
    return found(expression().last(time, zone()));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ScheduledRefresh that
        && Objects.equals(rate, that.rate)
        && Objects.equals(cron, that.cron)
        && Objects.equals(zone, that.zone)
        && keys.equals(that.keys)
        && pageSize == that.pageSize;
  }

  @Override
  public int hashCode() {
    return Objects.hash(rate, cron, zone, keys, pageSize);
  }

  private CronExpression expression() {
    CronExpression known = parsed;
    if (known == null) {
      if (cron == null) {
        throw new IllegalStateException("There is no scheduled refresh");
      }
      known = CronExpression.parse(cron);
      parsed = known;
    }
    return known;
  }

  private ZoneId zone() {
    return zone == null ? ZoneId.of("UTC") : zone;
  }

  private Instant found(@Nullable Instant time) {
    if (time == null) {
      throw new IllegalStateException("The cron expression \"" + cron + "\" has no such time");
    }
    return time;
  }
}
