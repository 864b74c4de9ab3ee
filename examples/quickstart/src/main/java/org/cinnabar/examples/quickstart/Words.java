package org.cinnabar.examples.quickstart;

import java.util.ArrayList;
import java.util.List;
import net.sf.extjwnl.JWNLException;

/** The words that the program is asked to connect. */
final class Words {

  private static final List<WordPair> INTERESTING =
      List.of(
          new WordPair("coffee", "philosophy"),
          new WordPair("piano", "earthquake"),
          new WordPair("moustache", "democracy"),
          new WordPair("penguin", "algebra"),
          new WordPair("violin", "volcano"));

  private Words() {}

  /**
   * The pairs on a command line, where an argument may hold several words.
   *
   * @throws IllegalArgumentException if a word has no partner
   */
  static List<WordPair> parse(String... arguments) {
    String line = String.join(" ", arguments).strip();
    if (line.isEmpty()) {
      return INTERESTING;
    }
    List<String> words = List.of(line.split("\\s+"));
    if (words.size() % 2 != 0) {
      throw new IllegalArgumentException("Give words in pairs, such as: coffee philosophy");
    }
    List<WordPair> pairs = new ArrayList<>();
    for (int i = 0; i < words.size(); i += 2) {
      pairs.add(new WordPair(words.get(i), words.get(i + 1)));
    }
    return pairs;
  }

  /**
   * Makes sure that WordNet knows the words.
   *
   * @throws IllegalArgumentException naming the first one that it does not know
   */
  static void check(List<WordPair> pairs, WordNet wordNet) throws JWNLException {
    for (WordPair pair : pairs) {
      for (String word : List.of(pair.from(), pair.to())) {
        if (wordNet.meanings(word).isEmpty()) {
          throw new IllegalArgumentException("WordNet does not know the word \"" + word + "\".");
        }
      }
    }
  }
}
