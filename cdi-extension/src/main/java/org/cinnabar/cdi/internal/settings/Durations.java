package org.cinnabar.cdi.internal.settings;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as settings write them: {@code 500ms}, {@code 10m}, {@code PT1.5S}. */
final class Durations {
  static final String EXPECTED = "a duration such as 500ms, 10m, 2h, 1d or PT1.5S";

  private static final Pattern SHORT = Pattern.compile("(\\d{1,15})\\s*(ms|s|m|h|d)");
  private static final Map<String, TimeUnit> UNITS =
      Map.of(
          "ms", TimeUnit.MILLISECONDS,
          "s", TimeUnit.SECONDS,
          "m", TimeUnit.MINUTES,
          "h", TimeUnit.HOURS,
          "d", TimeUnit.DAYS);

  private Durations() {}

  /**
   * Reads a duration.
   *
   * @throws SettingException naming the setting, when it can't be read or is negative
   */
  static Duration parse(String name, String text) {
    Matcher matcher = SHORT.matcher(text.toLowerCase(Locale.ROOT));
    try {
      if (matcher.matches()) {
        TimeUnit unit = UNITS.getOrDefault(matcher.group(2), TimeUnit.DAYS);
        return Duration.of(Long.parseLong(matcher.group(1)), unit.toChronoUnit());
      }
      Duration duration = Duration.parse(text);
      if (!duration.isNegative()) {
        return duration;
      }
    } catch (DateTimeParseException | ArithmeticException e) {
      throw new SettingException(name, text, EXPECTED);
    }
    throw new SettingException(name, text, EXPECTED);
  }

  /**
   * Reads a duration of the standard's, where {@code eternal} is one too.
   *
   * @throws SettingException naming the setting, when it can't be read, is negative or isn't whole
   *     milliseconds
   */
  static javax.cache.expiry.Duration parseExpiry(String name, String text) {
    if (text.equalsIgnoreCase("eternal")) {
      return javax.cache.expiry.Duration.ETERNAL;
    }
    Duration duration = parse(name, text);
    if (duration.toNanosPart() % 1_000_000 != 0) {
      throw new SettingException(name, text, "whole milliseconds");
    }
    try {
      return new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, duration.toMillis());
    } catch (ArithmeticException e) {
      throw new SettingException(name, text, EXPECTED + ", or eternal");
    }
  }
}
