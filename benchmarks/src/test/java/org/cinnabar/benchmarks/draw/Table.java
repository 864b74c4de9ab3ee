package org.cinnabar.benchmarks.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A table in Markdown: the first column names, the others count. Rows and columns in which nothing
 * was measured are left out.
 */
final class Table {
  /** What stands for a figure that there isn't. */
  static final String NONE = "–";

  private final List<String> header;
  private final List<List<String>> rows = new ArrayList<>();

  Table(List<String> header) {
    this.header = header;
  }

  static Table of(String first, Stream<String> others) {
    return new Table(Stream.concat(Stream.of(first), others).toList());
  }

  void row(String first, Stream<String> others) {
    row(Stream.concat(Stream.of(first), others).toList());
  }

  void row(List<String> cells) {
    if (cells.size() != header.size()) {
      throw new IllegalArgumentException(cells + " doesn't fit " + header.size() + " columns");
    }
    if (cells.stream().skip(1).anyMatch(cell -> !cell.equals(NONE))) {
      rows.add(cells);
    }
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  @Override
  public String toString() {
    List<Integer> columns =
        IntStream.range(0, header.size())
            .filter(
                column ->
                    column == 0 || rows.stream().anyMatch(row -> !row.get(column).equals(NONE)))
            .boxed()
            .toList();
    List<String> lines = new ArrayList<>();
    lines.add(line(header, columns));
    lines.add("|---|" + "---:|".repeat(columns.size() - 1));
    rows.forEach(row -> lines.add(line(row, columns)));
    return String.join("\n", lines) + "\n";
  }

  /** A count with three digits that matter, as 12.3k or 1.23M; a dash for none. */
  static String count(OptionalDouble number) {
    return number.isPresent() ? count(number.getAsDouble()) : NONE;
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

  private static String line(List<String> cells, List<Integer> columns) {
    return columns.stream().map(cells::get).collect(Collectors.joining(" | ", "| ", " |"));
  }
}
