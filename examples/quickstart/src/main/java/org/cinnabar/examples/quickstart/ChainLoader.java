package org.cinnabar.examples.quickstart;

import java.util.HashMap;
import java.util.Map;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import net.sf.extjwnl.JWNLException;

/** What the cache asks when it does not know an answer. */
final class ChainLoader implements CacheLoader<WordPair, Chain> {

  private final ChainSearch search;

  ChainLoader(ChainSearch search) {
    this.search = search;
  }

  @Override
  public Chain load(WordPair words) {
    try {
      return search.shortest(words);
    } catch (JWNLException e) {
      throw new CacheLoaderException("WordNet could not be read", e);
    }
  }

  @Override
  public Map<WordPair, Chain> loadAll(Iterable<? extends WordPair> pairs) {
    Map<WordPair, Chain> chains = new HashMap<>();
    pairs.forEach(words -> chains.put(words, load(words)));
    return chains;
  }
}
