package org.cinnabar.examples.quickstart;

/**
 * One meaning on the way between two words.
 *
 * @param relation how WordNet relates it to the meaning before, empty for the first one
 * @param word a word with this meaning
 * @param gloss WordNet's definition
 */
public record Step(String relation, String word, String gloss) {}
