package org.cinnabar.jcache.internal.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.cinnabar.jcache.internal.store.PartitionReads.Found;
import org.jspecify.annotations.Nullable;
import org.redisson.command.CommandAsyncExecutor;

/**
 * Reads entries that one node has: a request to each of their partitions, all in one write, which
 * costs both sides far less than so many alone. What isn't answered there is asked alone, so one
 * partition's trouble is not the others'.
 */
final class NodeReads {
  private final StoreContext context;
  private final PartitionReads reads;

  NodeReads(StoreContext context, PartitionReads reads) {
    this.context = context;
    this.reads = reads;
  }

  /**
   * What was read of one partition.
   *
   * @param positions of its keys, among all
   * @param envelopes in that order; may come later, or fail by itself
   */
  record Answer(List<Integer> positions, CompletableFuture<List<byte @Nullable []>> envelopes) {}

  /** What is asked of one partition. */
  private record Question(int partition, List<Integer> positions, List<byte[]> keys) {
    Question(int partition) {
      this(partition, new ArrayList<>(), new ArrayList<>());
    }

    void add(int position, byte[] key) {
      positions.add(position);
      keys.add(key);
    }
  }

  /**
   * Reads entries. Ends when the node has answered, or fails when it didn't.
   *
   * @param positions of those to read, among all keys
   * @param partitions the keys' partitions
   */
  CompletableFuture<List<Answer>> read(
      List<Integer> positions, List<byte[]> keys, int[] partitions) {
    List<Question> questions = questions(positions, keys, partitions);
    if (questions.size() == 1) {
      return alone(questions.get(0));
    }
    return context
        .commands()
        .together((server, batch) -> ask(server, batch, questions))
        .thenApply(
            found -> {
              List<Answer> answers = new ArrayList<>(found.size());
              for (int i = 0; i < found.size(); i++) {
                answers.add(answer(questions.get(i), found.get(i)));
              }
              return answers;
            });
  }

  private static List<Question> questions(
      List<Integer> positions, List<byte[]> keys, int[] partitions) {
    Map<Integer, Question> questions = new TreeMap<>();
    for (int position : positions) {
      questions
          .computeIfAbsent(partitions[position], Question::new)
          .add(position, keys.get(position));
    }
    return List.copyOf(questions.values());
  }

  private CompletableFuture<List<Answer>> alone(Question question) {
    return reads
        .read(question.partition, question.keys)
        .thenApply(
            envelopes ->
                List.of(
                    new Answer(question.positions, CompletableFuture.completedFuture(envelopes))));
  }

  private List<CompletionStage<Found>> ask(
      RedisConnection.Server server, CommandAsyncExecutor batch, Collection<Question> questions) {
    List<CompletionStage<Found>> asked = new ArrayList<>(questions.size());
    for (Question question : questions) {
      asked.add(reads.ask(server, batch, question.partition, question.keys, Commands::runKnown));
    }
    return asked;
  }

  private Answer answer(Question question, @Nullable Found found) {
    return new Answer(
        question.positions,
        found == null
            ? reads.read(question.partition, question.keys)
            : reads.finish(question.partition, question.keys, found));
  }
}
