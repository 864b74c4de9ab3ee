package org.cinnabar.examples.quickstart;

/**
 * The cache's key: the two words to connect.
 *
 * @param from the word that the chain starts at
 * @param to the word that it ends at
 */
public record WordPair(String from, String to) {}
