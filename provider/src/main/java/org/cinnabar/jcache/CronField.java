package org.cinnabar.jcache;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A field of a cron expression: what it may hold, and how its text becomes a set of numbers. */
enum CronField {
  MINUTE("minute", 0, 59, ""),
  HOUR("hour", 0, 23, ""),
  DAY_OF_MONTH("day of month", 1, 31, ""),
  MONTH("month", 1, 12, "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC"),
  /** 0 and 7 are Sunday. */
  DAY_OF_WEEK("day of week", 0, 7, "SUN MON TUE WED THU FRI SAT");

  private static final Pattern PART =
      Pattern.compile("(?:(\\*)|(\\w+)(?:-(\\w+))?)(?:/(\\d{1,2}))?");
  private static final int SUNDAY_TOO = 7;

  private final String title;
  private final int least;
  private final int most;
  private final String names;

  CronField(String title, int least, int most, String names) {
    this.title = title;
    this.least = least;
    this.most = most;
    this.names = names;
  }

  /** The numbers that the text stands for, as bits. */
  long parse(String text) {
    long bits = 0;
    for (String part : text.split(",", -1)) {
      bits |= part(part, text);
    }
    boolean sunday = this == DAY_OF_WEEK && (bits & (1L << SUNDAY_TOO)) != 0;
    return sunday ? (bits | 1) & ~(1L << SUNDAY_TOO) : bits;
  }

  private long part(String part, String text) {
    Matcher matcher = PART.matcher(part);
    if (!matcher.matches()) {
      throw wrong(text);
    }
    boolean stepped = matcher.group(4) != null;
    int step = stepped ? Integer.parseInt(matcher.group(4)) : 1;
    int from = matcher.group(1) != null ? least : number(matcher.group(2), text);
    int to;
    if (matcher.group(3) != null) {
      to = number(matcher.group(3), text);
    } else {
      to = matcher.group(1) != null || stepped ? most : from;
    }
    if (from > to || step == 0) {
      throw wrong(text);
    }
    long bits = 0;
    for (int number = from; number <= to; number += step) {
      bits |= 1L << number;
    }
    return bits;
  }

  private int number(String word, String text) {
    int named = List.of(names.split(" ", -1)).indexOf(word.toUpperCase(Locale.ROOT));
    if (named >= 0) {
      return named + (this == MONTH ? 1 : 0);
    }
    if (!word.matches("\\d{1,2}")) {
      throw wrong(text);
    }
    int number = Integer.parseInt(word);
    if (number < least || number > most) {
      throw wrong(text);
    }
    return number;
  }

  private IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        ("the cron field for the %s is \"%s\": write *, numbers from %d to %d%s, ranges such as"
                + " %d-%d, lists with commas, or steps such as */2")
            .formatted(
                title,
                text,
                least,
                most,
                names.isEmpty() ? "" : " or names such as " + names.substring(0, 3),
                least,
                least + 2));
  }
}
