package org.cinnabar.jcache;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A cron expression of five fields: minute, hour, day of the month, month, day of the week. Each is
 * {@code *}, or a list of numbers, names and ranges, with steps.
 *
 * <ul>
 *   <li>When both day fields are restricted, a day that fits either will do, as in every cron.
 *   <li>Where clocks are put back, a time of a fixed hour comes once, the first time; with {@code
 *       *} for the hour it comes as often as clocks show it.
 *   <li>Where clocks are put forward, a time of a fixed hour that is left out comes that much
 *       later.
 * </ul>
 */
final class CronExpression {
  private static final List<CronField> FIELDS =
      List.of(
          CronField.MINUTE,
          CronField.HOUR,
          CronField.DAY_OF_MONTH,
          CronField.MONTH,
          CronField.DAY_OF_WEEK);

  /** From one 29 February to the next there are up to eight years. */
  private static final int HORIZON_DAYS = 9 * 366;

  /** Times of a day that clocks move fall at most a day away. */
  private static final int NEIGHBOURS = 1;

  private final long minutes;
  private final long hours;
  private final long days;
  private final long months;
  private final long weekdays;
  private final boolean everyHour;
  private final boolean anyFittingDay;

  private CronExpression(String[] fields) {
    long[] bits = new long[fields.length];
    for (int i = 0; i < fields.length; i++) {
      bits[i] = FIELDS.get(i).parse(fields[i]);
    }
    this.minutes = bits[0];
    this.hours = bits[1];
    this.days = bits[2];
    this.months = bits[3];
    this.weekdays = bits[4];
    this.everyHour = fields[1].startsWith("*");
    this.anyFittingDay = !fields[2].startsWith("*") && !fields[4].startsWith("*");
  }

  /**
   * Understands an expression.
   *
   * @throws IllegalArgumentException that names the field and what to write
   */
  static CronExpression parse(String text) {
    String[] fields = text.strip().split("\\s+", -1);
    if (fields.length != FIELDS.size()) {
      throw new IllegalArgumentException(
          "the cron expression \""
              + text
              + "\" must have five fields, minute, hour, day of month, month and day of week, such"
              + " as \"30 3 * * *\"");
    }
    CronExpression parsed = new CronExpression(fields);
    if (parsed.next(Instant.EPOCH, ZoneOffset.UTC) == null) {
      throw new IllegalArgumentException(
          "the cron expression \"" + text + "\" names a day that no month has");
    }
    return parsed;
  }

  /** The first time after the given one; null when there is none within nine years. */
  @Nullable Instant next(Instant after, ZoneId zone) {
    LocalDate day = after.atZone(zone).toLocalDate();
    Instant nearest = null;
    for (int i = -NEIGHBOURS; i <= HORIZON_DAYS && (i <= NEIGHBOURS || nearest == null); i++) {
      Instant found = on(day.plusDays(i), zone).higher(after);
      if (found != null && (nearest == null || found.isBefore(nearest))) {
        nearest = found;
      }
    }
    return nearest;
  }

  /** The last time up to the given one; null when there is none within nine years. */
  @Nullable Instant last(Instant upTo, ZoneId zone) {
    LocalDate day = upTo.atZone(zone).toLocalDate();
    Instant nearest = null;
    for (int i = -NEIGHBOURS; i <= HORIZON_DAYS && (i <= NEIGHBOURS || nearest == null); i++) {
      Instant found = on(day.minusDays(i), zone).floor(upTo);
      if (found != null && (nearest == null || found.isAfter(nearest))) {
        nearest = found;
      }
    }
    return nearest;
  }

  /** All times of a day by the calendar. */
  private NavigableSet<Instant> on(LocalDate date, ZoneId zone) {
    NavigableSet<Instant> times = new TreeSet<>();
    if (!fits(date)) {
      return times;
    }
    for (int hour = 0; hour < 24; hour++) {
      for (int minute = 0; minute < 60 && has(hours, hour); minute++) {
        if (has(minutes, minute)) {
          add(date.atTime(hour, minute), zone, times);
        }
      }
    }
    return times;
  }

  private void add(LocalDateTime time, ZoneId zone, NavigableSet<Instant> times) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
    if (everyHour) {
      offsets.forEach(offset -> times.add(time.toInstant(offset)));
    } else {
      times.add(ZonedDateTime.of(time, zone).toInstant()); // moves what clocks leave out
    }
  }

  private boolean fits(LocalDate date) {
    boolean day = has(days, date.getDayOfMonth());
    boolean weekday = has(weekdays, date.getDayOfWeek().getValue() % 7);
    return has(months, date.getMonthValue()) && (anyFittingDay ? day || weekday : day && weekday);
  }

  private static boolean has(long bits, int number) {
    return (bits & (1L << number)) != 0;
  }
}
