package org.cinnabar.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import net.sf.extjwnl.JWNLException;
import net.sf.extjwnl.data.Pointer;
import net.sf.extjwnl.data.Synset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The search finds shortest chains in the real WordNet. */
class ChainSearchTest {

  private static WordNet wordNet;
  private static ChainSearch search;

  @BeforeAll
  static void open() throws JWNLException {
    wordNet = WordNet.open();
    search = new ChainSearch(wordNet);
  }

  @AfterAll
  static void close() throws JWNLException {
    wordNet.close();
  }

  @Test
  void shortest_neighbours() throws JWNLException {
    Chain chain = shortest("coffee", "beverage");
    assertThat(chain.steps()).extracting(Step::relation).containsExactly("", "hypernym");
    assertThat(chain).hasToString("coffee > beverage");
    assertThat(chain.steps().get(1).gloss()).startsWith("any liquid suitable for drinking");
  }

  @Test
  void shortest_synonyms() throws JWNLException {
    assertThat(shortest("car", "automobile").length()).isZero();
  }

  @Test
  void shortest_inflectedWord() throws JWNLException {
    assertThat(shortest("mice", "rodent").length()).isEqualTo(1);
  }

  @Test
  void shortest_unknownWord() throws JWNLException {
    assertThat(shortest("coffee", "qwertzuiop").steps()).isEmpty();
  }

  /** No search from the other end finds a shorter way: most relations of WordNet go both ways. */
  @Test
  void shortest_farApart() throws JWNLException {
    Chain chain = shortest("coffee", "philosophy");
    assertThat(chain.length()).isEqualTo(7);
    assertThat(shortest("philosophy", "coffee").length()).isEqualTo(7);
  }

  @Test
  void shortest_everyStepIsARelation() throws JWNLException {
    Chain chain = shortest("violin", "volcano");
    for (int i = 1; i < chain.steps().size(); i++) {
      assertThat(related(chain.steps().get(i - 1), chain.steps().get(i))).isTrue();
    }
  }

  private static Chain shortest(String from, String to) throws JWNLException {
    return search.shortest(new WordPair(from, to));
  }

  private static boolean related(Step from, Step to) throws JWNLException {
    for (Synset synset : wordNet.meanings(from.word())) {
      for (Pointer pointer : synset.getPointers()) {
        if (synset.getGloss().equals(from.gloss())
            && pointer.getType().getLabel().equals(to.relation())
            && pointer.getTargetSynset().getGloss().equals(to.gloss())) {
          return true;
        }
      }
    }
    return false;
  }
}
