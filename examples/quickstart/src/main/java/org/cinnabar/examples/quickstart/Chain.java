package org.cinnabar.examples.quickstart;

import static java.util.stream.Collectors.joining;

import java.util.List;

/**
 * The cache's value: a shortest chain of meanings between two words.
 *
 * @param steps the meanings in order, both ends included; empty if the words are not connected
 */
public record Chain(List<Step> steps) {

  /** How many relations the chain follows. */
  public int length() {
    return Math.max(0, steps.size() - 1);
  }

  @Override
  public String toString() {
    return steps.isEmpty()
        ? "not connected"
        : steps.stream().map(Step::word).collect(joining(" > "));
  }
}
