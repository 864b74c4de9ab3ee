package org.cinnabar.examples.quickstart;

import java.util.LinkedHashSet;
import java.util.Set;
import net.sf.extjwnl.JWNLException;
import net.sf.extjwnl.data.IndexWord;
import net.sf.extjwnl.data.Synset;
import net.sf.extjwnl.dictionary.Dictionary;

/** WordNet 3.1, read from the class path: 117,000 meanings, called synsets, and their relations. */
final class WordNet implements AutoCloseable {

  private final Dictionary dictionary;

  private WordNet(Dictionary dictionary) {
    this.dictionary = dictionary;
  }

  static WordNet open() throws JWNLException {
    return new WordNet(Dictionary.getDefaultResourceInstance());
  }

  /** All meanings of a word, or of its base form; none if WordNet does not know it. */
  Set<Synset> meanings(String word) throws JWNLException {
    Set<Synset> meanings = new LinkedHashSet<>();
    for (IndexWord entry : dictionary.lookupAllIndexWords(word).getIndexWordArray()) {
      meanings.addAll(entry.getSenses());
    }
    return meanings;
  }

  @Override
  public void close() throws JWNLException {
    dictionary.close();
  }
}
