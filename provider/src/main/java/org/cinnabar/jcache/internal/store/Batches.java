package org.cinnabar.jcache.internal.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntUnaryOperator;

/** Splits batches by partition and into chunks that a script call can take. */
final class Batches {
  /** A server keeps other clients waiting while a script runs, so a call stays small. */
  static final int MAX_ARGUMENTS = 4_000;

  static final int MAX_BYTES = 1 << 20;

  private Batches() {}

  /** Runs one chunk: the positions in the batch of elements of one partition. */
  interface Call {
    CompletableFuture<Void> run(int partition, List<Integer> positions);
  }

  /**
   * Runs a batch: partitions side by side, the chunks of one partition one after another. Fails
   * when a chunk failed, after all partitions have ended.
   *
   * @param size the number of elements
   * @param partition the partition of the element at a position
   * @param arguments how many arguments it takes
   * @param bytes how many bytes they have
   */
  static CompletableFuture<Void> run(
      int size,
      IntUnaryOperator partition,
      IntUnaryOperator arguments,
      IntUnaryOperator bytes,
      Call call) {
    if (size == 1) {
      return call.run(partition.applyAsInt(0), List.of(0));
    }
    List<CompletableFuture<Void>> ends = new ArrayList<>();
    byPartition(size, partition)
        .forEach(
            (number, positions) ->
                ends.add(inOrder(number, chunks(positions, arguments, bytes), call)));
    return CompletableFuture.allOf(ends.toArray(new CompletableFuture<?>[0]));
  }

  private static Map<Integer, List<Integer>> byPartition(int size, IntUnaryOperator partition) {
    Map<Integer, List<Integer>> positions = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      positions.computeIfAbsent(partition.applyAsInt(i), number -> new ArrayList<>()).add(i);
    }
    return positions;
  }

  private static List<List<Integer>> chunks(
      List<Integer> positions, IntUnaryOperator arguments, IntUnaryOperator bytes) {
    List<List<Integer>> chunks = new ArrayList<>();
    List<Integer> chunk = new ArrayList<>();
    long argumentCount = 0;
    long byteCount = 0;
    for (int position : positions) {
      argumentCount += arguments.applyAsInt(position);
      byteCount += bytes.applyAsInt(position);
      if (!chunk.isEmpty() && (argumentCount > MAX_ARGUMENTS || byteCount > MAX_BYTES)) {
        chunks.add(chunk);
        chunk = new ArrayList<>();
        argumentCount = arguments.applyAsInt(position);
        byteCount = bytes.applyAsInt(position);
      }
      chunk.add(position);
    }
    chunks.add(chunk);
    return chunks;
  }

  private static CompletableFuture<Void> inOrder(
      int partition, List<List<Integer>> chunks, Call call) {
    CompletableFuture<Void> end = CompletableFuture.completedFuture(null);
    for (List<Integer> chunk : chunks) {
      end = end.thenCompose(done -> call.run(partition, chunk));
    }
    return end;
  }
}
