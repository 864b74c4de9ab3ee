package org.cinnabar.examples.quickstart;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.sf.extjwnl.JWNLException;
import net.sf.extjwnl.data.Pointer;
import net.sf.extjwnl.data.PointerType;
import net.sf.extjwnl.data.Synset;
import org.jspecify.annotations.Nullable;

/**
 * The slow question: a breadth-first search from every meaning of one word until it meets a meaning
 * of the other. It often reads a third of WordNet on the way.
 */
final class ChainSearch {

  /** They tell how a word is used ("plural", "slang"), not what it means. */
  private static final Set<PointerType> NOT_ABOUT_MEANING =
      EnumSet.of(PointerType.USAGE, PointerType.USAGE_MEMBER);

  private final WordNet wordNet;

  ChainSearch(WordNet wordNet) {
    this.wordNet = wordNet;
  }

  /** A shortest chain between the two words; empty if there is none. */
  Chain shortest(WordPair words) throws JWNLException {
    Set<Synset> goal = wordNet.meanings(words.to());
    Set<Synset> seen = new HashSet<>();
    Deque<Visit> queue = new ArrayDeque<>();
    for (Synset start : wordNet.meanings(words.from())) {
      seen.add(start);
      queue.add(new Visit(start, "", null));
    }
    for (Visit visit = queue.poll(); visit != null; visit = queue.poll()) {
      if (goal.contains(visit.synset())) {
        return visit.chain(words);
      }
      enqueueNeighbours(visit, seen, queue);
    }
    return new Chain(List.of());
  }

  private static void enqueueNeighbours(Visit visit, Set<Synset> seen, Deque<Visit> queue)
      throws JWNLException {
    for (Pointer pointer : visit.synset().getPointers()) {
      if (NOT_ABOUT_MEANING.contains(pointer.getType())) {
        continue;
      }
      Synset target = pointer.getTargetSynset();
      if (seen.add(target)) {
        queue.add(new Visit(target, pointer.getType().getLabel(), visit));
      }
    }
  }

  /** A synset that the search reached, and how. */
  private record Visit(Synset synset, String relation, @Nullable Visit previous) {

    /** The way that led here; its ends are named by the words that were asked for. */
    Chain chain(WordPair words) {
      Deque<Step> steps = new ArrayDeque<>();
      steps.addFirst(step(previous == null ? words.from() : words.to()));
      for (Visit visit = previous; visit != null; visit = visit.previous()) {
        steps.addFirst(visit.step(visit.previous() == null ? words.from() : visit.lemma()));
      }
      return new Chain(List.copyOf(steps));
    }

    private String lemma() {
      return synset.getWords().get(0).getLemma();
    }

    private Step step(String word) {
      return new Step(relation, word, synset.getGloss());
    }
  }
}
