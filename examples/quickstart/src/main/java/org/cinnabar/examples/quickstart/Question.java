package org.cinnabar.examples.quickstart;

import java.time.Duration;
import javax.cache.Cache;

/**
 * One question, asked twice.
 *
 * @param words what was asked
 * @param chain the answer
 * @param known whether the cache held the answer before the first call
 * @param first how long the first call took
 * @param second how long the second call took
 */
record Question(WordPair words, Chain chain, boolean known, Duration first, Duration second) {

  /** Asks the cache, which searches WordNet only if it has to, and asks again. */
  static Question ask(Cache<WordPair, Chain> cache, WordPair words) {
    boolean known = cache.containsKey(words);
    long start = System.nanoTime();
    cache.get(words);
    long answered = System.nanoTime();
    Chain chain = cache.get(words);
    long again = System.nanoTime();
    return new Question(
        words,
        chain,
        known,
        Duration.ofNanos(answered - start),
        Duration.ofNanos(again - answered));
  }

  /** How many times faster the second call was. */
  double speedUp() {
    return (double) first.toNanos() / second.toNanos();
  }
}
