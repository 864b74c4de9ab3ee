package org.cinnabar.examples.patterns;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code docs/patterns.md} says of a pattern. */
final class Page {

  private static final Path FILE = Path.of("../../docs/patterns.md");
  private static final Pattern BLOCK =
      Pattern.compile("^```(java|console)\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern COMMAND =
      Pattern.compile(
          Pattern.quote(
                  "$ ./mvnw -q -Ppatterns -pl examples/patterns -am process-classes -Dpattern=")
              + "(\\w+)\n");

  private Page() {}

  /**
   * A section of the page.
   *
   * @param text all of it
   * @param excerpts the pieces of code that it shows
   * @param output what it shows that the pattern prints
   */
  record Section(String text, List<String> excerpts, List<String> output) {}

  /** The sections that show a pattern, by its name, in the order of the page. */
  static Map<String, Section> sections() {
    Map<String, Section> sections = new LinkedHashMap<>();
    for (String text : read(FILE).split("(?m)^## ", -1)) {
      Matcher command = COMMAND.matcher(text);
      if (command.find()) {
        sections.put(command.group(1), section(text));
      }
    }
    return sections;
  }

  /** The source of a pattern's class. */
  static String source(String name) {
    return unindented(
        read(Path.of("src/main/java/org/cinnabar/examples/patterns", name + ".java")));
  }

  /** The lines without the space before them. */
  static String unindented(String text) {
    return text.lines().map(String::strip).collect(joining("\n"));
  }

  private static Section section(String text) {
    List<String> excerpts = new ArrayList<>();
    List<String> output = new ArrayList<>();
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      if (block.group(1).equals("java")) {
        excerpts.add(block.group(2));
      } else {
        block.group(2).lines().skip(1).forEach(output::add);
      }
    }
    return new Section(text, excerpts, output);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
