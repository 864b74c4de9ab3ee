package org.cinnabar.examples.patterns;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Plays each pattern on a real Redis and a real database. The page shows what it prints, the number
 * of queries after each step included, and pieces of its code: both must be true.
 */
class PatternsTest {

  /** Where the page has this, a number stands that differs from run to run. */
  private static final String ANY_NUMBER = "#";

  private static final Map<String, Page.Section> SECTIONS = Page.sections();

  static final List<Patterns.Entry> PATTERNS = Patterns.ALL;

  @Test
  void page_hasAllPatternsInOrder() {
    assertThat(SECTIONS.keySet())
        .containsExactlyElementsOf(PATTERNS.stream().map(Patterns.Entry::name).toList());
  }

  @ParameterizedTest
  @FieldSource("PATTERNS")
  void play_printsWhatThePageShows(Patterns.Entry pattern) throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(printed, true, UTF_8)) {
      pattern.play(out);
    }
    List<String> shown = SECTIONS.get(pattern.name()).output();
    assertThat(masked(printed.toString(UTF_8).lines().toList(), shown)).isEqualTo(shown);
  }

  @ParameterizedTest
  @FieldSource("PATTERNS")
  void page_showsCodeOfTheClass_andLinksToIt(Patterns.Entry pattern) {
    Page.Section section = SECTIONS.get(pattern.name());
    assertThat(section.excerpts()).isNotEmpty();
    for (String excerpt : section.excerpts()) {
      assertThat(Page.source(pattern.name())).contains(Page.unindented(excerpt));
    }
    assertThat(section.text())
        .contains(
            "(../examples/patterns/src/main/java/org/cinnabar/examples/patterns/"
                + pattern.name()
                + ".java)");
  }

  @Test
  void find_oneOrAll() {
    assertThat(Patterns.find("Jitter")).extracting(Patterns.Entry::name).containsExactly("Jitter");
    assertThat(Patterns.find("")).isEqualTo(PATTERNS);
  }

  @Test
  void find_unknownName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Patterns.find("CacheBeside"))
        .withMessageStartingWith(
            "There is no pattern CacheBeside. Choose one of these: CacheAside, ");
  }

  /** The lines, with those that are as shown but for any numbers replaced by what is shown. */
  private static List<String> masked(List<String> printed, List<String> shown) {
    List<String> masked = new ArrayList<>(printed);
    for (int i = 0; i < Math.min(printed.size(), shown.size()); i++) {
      String expected = Pattern.quote(shown.get(i)).replace(ANY_NUMBER, "\\E\\d+\\Q");
      if (printed.get(i).matches(expected)) {
        masked.set(i, shown.get(i));
      }
    }
    return masked;
  }
}
