package org.cinnabar.benchmarks.draw;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** A page in Markdown whose sections between markers are made anew; the rest stays as it is. */
final class Page {
  /** What a section says for which there is no run. */
  static final String NOT_MEASURED = "Not measured yet.";

  private final Path file;
  private String text;

  private Page(Path file, String text) {
    this.file = file;
    this.text = text;
  }

  static Page read(Path file) throws IOException {
    return new Page(file, Files.readString(file));
  }

  /** Replaces a section by what a run says, and where it is from; or says that there is none. */
  void replace(String section, Optional<RunFile> run, Function<RunFile, String> content) {
    replace(
        section,
        run.map(found -> content.apply(found).strip() + "\n\n" + found.origin())
            .orElse(NOT_MEASURED));
  }

  /**
   * Replaces a section.
   *
   * @throws IllegalStateException when the page has no markers for it
   */
  void replace(String section, String content) {
    String begin = "<!-- begin " + section + " -->";
    String end = "<!-- end " + section + " -->";
    int from = text.indexOf(begin);
    int to = text.indexOf(end);
    if (from < 0 || to < from) {
      throw new IllegalStateException(
          file + " needs the markers " + begin + " and " + end + ", in this order");
    }
    text =
        text.substring(0, from + begin.length())
            + "\n"
            + content.strip()
            + "\n"
            + text.substring(to);
  }

  void write() throws IOException {
    Files.writeString(file, text);
  }
}
