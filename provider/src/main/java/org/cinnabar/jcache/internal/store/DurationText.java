package org.cinnabar.jcache.internal.store;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as settings write them. */
public final class DurationText {
  private static final Pattern SIMPLE = Pattern.compile("([0-9]{1,9})(ms|s|m)");

  private DurationText() {}

  /** Understands such as {@code 500ms}, {@code 1s}, {@code 2m} and {@code PT1.5S}; else null. */
  public static @Nullable Duration parse(String text) {
    Matcher simple = SIMPLE.matcher(text);
    if (simple.matches()) {
      long amount = Long.parseLong(simple.group(1));
      return switch (simple.group(2)) {
        case "ms" -> Duration.ofMillis(amount);
        case "s" -> Duration.ofSeconds(amount);
        default -> Duration.ofMinutes(amount);
      };
    }
    try {
      return Duration.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
