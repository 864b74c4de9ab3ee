package org.cinnabar.jcache.internal.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import javax.cache.CacheException;
import org.cinnabar.jcache.CacheTimeoutException;
import org.jspecify.annotations.Nullable;

/** Splits batches by partition and into chunks that a script call can take. */
final class Batches {
  /** A server keeps other clients waiting while a script runs, so a call stays small. */
  static final int MAX_ARGUMENTS = 4_000;

  static final int MAX_BYTES = 1 << 20;

  /** How many arguments of one batch may be under way to the partitions of one master. */
  static final long MOST_UNDER_WAY = 4L * MAX_ARGUMENTS;

  private Batches() {}

  /** Runs one chunk: the positions in the batch of elements of one partition. */
  interface Call {
    CompletableFuture<Void> run(int partition, List<Integer> positions);
  }

  /**
   * Runs a batch: partitions side by side, and so the nodes that have them; the chunks of one
   * partition one after another. Fails when a chunk failed, after all partitions have ended: with
   * its failure when nothing succeeded, else with a {@link PartialFailure}. What a large batch has
   * left for a master that didn't answer in time fails without being sent.
   *
   * @param master what is equal for partitions of the same master; only large batches ask
   * @param size the number of elements
   * @param partition the partition of the element at a position
   * @param arguments how many arguments it takes
   * @param bytes how many bytes they have
   */
  static CompletableFuture<Void> run(
      IntFunction<Object> master,
      int size,
      IntUnaryOperator partition,
      IntUnaryOperator arguments,
      IntUnaryOperator bytes,
      Call call) {
    if (size == 0) {
      return CompletableFuture.completedFuture(null);
    }
    if (size == 1) {
      return call.run(partition.applyAsInt(0), List.of(0));
    }
    List<Share> shares = new ArrayList<>();
    byPartition(size, partition)
        .forEach(
            (number, positions) -> {
              List<List<Integer>> chunks = chunks(positions, arguments, bytes);
              shares.add(
                  new Share(number, positions, chunks, weight(chunks.get(0), arguments, bytes)));
            });
    Progress progress = new Progress(size, shares.size(), call);
    lanes(shares, master).forEach(progress::startWaiting);
    return progress.end.thenRun(progress::throwFailures);
  }

  /** What goes to a master each, when not everything may be under way at once. */
  private static Collection<Lane> lanes(List<Share> shares, IntFunction<Object> master) {
    if (shares.stream().mapToLong(Share::weight).sum() <= MOST_UNDER_WAY) {
      return List.of(new Lane(shares));
    }
    Map<Object, Lane> lanes = new LinkedHashMap<>();
    for (Share share : shares) {
      lanes
          .computeIfAbsent(master.apply(share.partition), key -> new Lane(List.of()))
          .waiting
          .add(share);
    }
    return lanes.values();
  }

  /** What a batch has for one partition; the weight is that of the largest chunk, about. */
  private record Share(
      int partition, List<Integer> positions, List<List<Integer>> chunks, long weight) {}

  /** How much a chunk gives a server to do, in arguments. */
  private static long weight(
      List<Integer> chunk, IntUnaryOperator arguments, IntUnaryOperator bytes) {
    long argumentCount = 0;
    long byteCount = 0;
    for (int position : chunk) {
      argumentCount += arguments.applyAsInt(position);
      byteCount += bytes.applyAsInt(position);
    }
    return Math.max(1, Math.max(argumentCount, byteCount * MAX_ARGUMENTS / MAX_BYTES));
  }

  /** What waits for a master, and how much is under way to it. */
  private static final class Lane {
    final Queue<Share> waiting;
    long underWay;

    Lane(List<Share> shares) {
      this.waiting = new ArrayDeque<>(shares);
    }
  }

  /**
   * How far a batch is, and why some of it failed. A batch of usual size goes to all partitions at
   * once; of a large one only so much is under way to a master at a time as it can answer in time.
   */
  private static final class Progress {
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final SortedMap<Integer, CacheException> failures = new TreeMap<>();
    private final Call call;
    private final boolean[] done;
    private int left;

    Progress(int size, int shares, Call call) {
      this.left = shares;
      this.call = call;
      this.done = new boolean[size];
    }

    void startWaiting(Lane lane) {
      for (Share next = next(lane); next != null; next = next(lane)) {
        Share share = next;
        CompletableFuture<Void> sent = inOrder(share.partition, share.chunks, this::run);
        if (sent.isDone()) {
          // a callback for each would go as deep as there are partitions
          ended(lane, share, sent.handle((ok, failure) -> failure).join());
        } else {
          sent.whenComplete(
              (ok, failure) -> {
                ended(lane, share, failure);
                startWaiting(lane);
              });
        }
      }
    }

    private CompletableFuture<Void> run(int partition, List<Integer> positions) {
      return call.run(partition, positions)
          .thenRun(() -> positions.forEach(position -> done[position] = true));
    }

    private synchronized @Nullable Share next(Lane lane) {
      Share next = lane.waiting.peek();
      if (next == null || (lane.underWay > 0 && lane.underWay + next.weight > MOST_UNDER_WAY)) {
        return null;
      }
      lane.underWay += next.weight;
      return lane.waiting.remove();
    }

    private void ended(Lane lane, Share share, @Nullable Throwable failure) {
      if (settle(lane, share, failure)) {
        end.complete(null);
      }
    }

    /**
     * What of a share isn't done has failed, or was never sent; and what waits for a master that
     * said nothing would wait in vain. Tells whether all have ended.
     */
    private synchronized boolean settle(Lane lane, Share share, @Nullable Throwable failure) {
      if (failure != null) {
        CacheException cause = PartialFailure.cause(failure);
        fail(share, cause);
        if (cause instanceof CacheTimeoutException) {
          lane.waiting.forEach(unsent -> fail(unsent, cause));
          left -= lane.waiting.size();
          lane.waiting.clear();
        }
      }
      lane.underWay -= share.weight;
      left--;
      return left == 0;
    }

    private void fail(Share share, CacheException cause) {
      for (int position : share.positions) {
        if (!done[position]) {
          failures.put(position, cause);
        }
      }
    }

    private synchronized void throwFailures() {
      PartialFailure.unless(failures, Arrays.asList(new @Nullable Object[done.length]));
    }
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
