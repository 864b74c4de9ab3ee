package org.cinnabar.cdi.internal.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What several settings need to be read. */
final class Values {
  private Values() {}

  /**
   * Reads the value of a setting; empty when there is none, or it can't be understood.
   *
   * @param mistakes gets what can't be understood
   */
  static <T> Optional<T> read(
      String name,
      @Nullable String text,
      BiFunction<String, String, T> parser,
      List<String> mistakes) {
    try {
      return text == null ? Optional.empty() : Optional.of(parser.apply(name, text));
    } catch (SettingException e) {
      mistakes.add(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /**
   * Reads true or false, and nothing else.
   *
   * @throws SettingException naming the setting
   */
  static boolean parseBoolean(String name, String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new SettingException(name, text, "true or false");
    };
  }

  /** The name that a misspelt one most likely means. */
  static String nearest(String misspelt, Collection<String> names) {
    return names.stream()
        .sorted()
        .min(Comparator.comparingInt(name -> distance(misspelt, name)))
        .orElseThrow();
  }

  /** How many letters must be added, removed or replaced to make one text the other. */
  static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
