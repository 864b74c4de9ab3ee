package org.cinnabar.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import net.sf.extjwnl.JWNLException;
import org.junit.jupiter.api.Test;

/** The command line is understood, or the message says what is wrong with it. */
class WordsTest {

  @Test
  void parse_nothing() {
    assertThat(Words.parse()).hasSizeGreaterThan(3).isEqualTo(Words.parse(""));
  }

  @Test
  void parse_oneOrManyArguments() {
    List<WordPair> pairs = List.of(new WordPair("a", "b"), new WordPair("c", "d"));
    assertThat(Words.parse("a", "b", "c", "d")).isEqualTo(pairs);
    assertThat(Words.parse("a b  c d")).isEqualTo(pairs);
  }

  @Test
  void parse_oddWord() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Words.parse("coffee"))
        .withMessageContaining("in pairs");
  }

  @Test
  void check_unknownWord() throws JWNLException {
    try (WordNet wordNet = WordNet.open()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Words.check(Words.parse("coffee qwertzuiop"), wordNet))
          .withMessage("WordNet does not know the word \"qwertzuiop\".");
    }
  }
}
