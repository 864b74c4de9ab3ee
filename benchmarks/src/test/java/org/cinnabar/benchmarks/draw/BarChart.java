package org.cinnabar.benchmarks.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Horizontal bars in groups, as SVG that reads well on a light and on a dark page. Bars are to
 * scale within the whole chart, and each has its figure.
 */
final class BarChart {
  private static final int WIDTH = 720;
  private static final int LEFT = 190;
  private static final int RIGHT = 80;
  private static final int ROW = 20;
  private static final int GAP = 12;

  private final String title;
  private final List<Group> groups = new ArrayList<>();

  BarChart(String title) {
    this.title = title;
  }

  /** Adds a group; an empty one is left out. */
  void group(String label, List<Bar> bars) {
    if (!bars.isEmpty()) {
      groups.add(new Group(label, List.copyOf(bars)));
    }
  }

  boolean isEmpty() {
    return groups.isEmpty();
  }

  /** The picture. */
  String svg() {
    int rows = groups.stream().mapToInt(group -> group.bars().size() + 1).sum();
    int height = 40 + rows * ROW + groups.size() * GAP;
    double most =
        groups.stream()
            .flatMap(group -> group.bars().stream())
            .mapToDouble(Bar::value)
            .max()
            .orElse(1);
    StringBuilder svg = new StringBuilder();
    svg.append(head(height));
    text(svg, 0, 18, "title", title);
    int y = 40;
    for (Group group : groups) {
      text(svg, 0, y + 14, "group", group.label());
      y += ROW;
      for (Bar bar : group.bars()) {
        bar(svg, y, bar, most);
        y += ROW;
      }
      y += GAP;
    }
    return svg.append("</svg>\n").toString();
  }

  private String head(int height) {
    return """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-label="%s">
        <style>
        text { font: 13px system-ui, sans-serif; fill: #57606a }
        .title { font-size: 15px; font-weight: 600 }
        .group { font-weight: 600 }
        .name { text-anchor: end }
        .ours { fill: #c8442f }
        .theirs { fill: #8c9bab }
        @media (prefers-color-scheme: dark) { text { fill: #b3bdc7 } }
        </style>
        """
        .formatted(WIDTH, height, WIDTH, height, escape(title));
  }

  private static void bar(StringBuilder svg, int y, Bar bar, double most) {
    double length = Math.max(1, (WIDTH - LEFT - RIGHT) * bar.value() / most);
    text(svg, LEFT - 8, y + 14, "name", bar.label());
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>%n",
            bar.ours() ? "ours" : "theirs",
            LEFT,
            y + 2,
            length,
            ROW - 4));
    text(svg, LEFT + (int) length + 6, y + 14, "value", Table.count(bar.value()));
  }

  private static void text(StringBuilder svg, int x, int y, String style, String text) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>%n",
            style,
            x,
            y,
            escape(text)));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  /** A bar; ours has another colour. */
  record Bar(String label, double value, boolean ours) {}

  private record Group(String label, List<Bar> bars) {}
}
