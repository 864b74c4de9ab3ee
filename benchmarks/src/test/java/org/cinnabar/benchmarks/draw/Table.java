package org.cinnabar.benchmarks.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A table in Markdown: the first column names, the others count. */
final class Table {
  private final List<String> lines = new ArrayList<>();
  private final int columns;
  private int rows;

  Table(List<String> header) {
    this.columns = header.size();
    lines.add(line(header));
    lines.add("|---|" + "---:|".repeat(columns - 1));
  }

  static Table of(String first, Stream<String> others) {
    return new Table(Stream.concat(Stream.of(first), others).toList());
  }

  void row(String first, Stream<String> others) {
    row(Stream.concat(Stream.of(first), others).toList());
  }

  void row(List<String> cells) {
    if (cells.size() != columns) {
      throw new IllegalArgumentException(cells + " doesn't fit " + columns + " columns");
    }
    lines.add(line(cells));
    rows++;
  }

  boolean isEmpty() {
    return rows == 0;
  }

  @Override
  public String toString() {
    return String.join("\n", lines) + "\n";
  }

  /** A count with three digits that matter, as 12.3k or 1.23M; a dash for none. */
  static String count(OptionalDouble number) {
    return number.isPresent() ? count(number.getAsDouble()) : "–";
  }

  static String count(double number) {
    if (number >= 1_000_000) {
      return digits(number / 1_000_000) + "M";
    }
    if (number >= 1_000) {
      return digits(number / 1_000) + "k";
    }
    return number == Math.rint(number) ? Long.toString((long) number) : digits(number);
  }

  /** How many times as much. */
  static String times(double ratio) {
    return digits(ratio) + "x";
  }

  private static String digits(double number) {
    String format = number >= 100 ? "%.0f" : number >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, number);
  }

  private static String line(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
  }
}
