package org.cinnabar.jcache.internal.store;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * Reads entries: what one node has of a batch in one write, nodes side by side. Reads of single
 * entries join those of the same partition.
 */
final class ReadPath {
  private static final int UNDER_WAY = 1;
  private static final int MOST_UNDER_WAY = 32;

  private final StoreContext context;
  private final PartitionReads partitions;
  private final NodeReads nodes;
  private final List<Coalescer<byte[], byte @Nullable []>> single;

  ReadPath(StoreContext context, Replicas replicas) {
    this.context = context;
    this.partitions = new PartitionReads(context, replicas);
    this.nodes = new NodeReads(context, partitions);
    this.single =
        context.eachPartition(
            partition ->
                new Coalescer<>(
                    keys -> partitions.read(partition.number(), keys),
                    key -> key.length,
                    new Window(UNDER_WAY, MOST_UNDER_WAY)));
  }

  CompletableFuture<List<byte @Nullable []>> read(List<byte[]> keys) {
    if (keys.size() == 1) {
      byte[] key = keys.get(0);
      return single.get(context.partitionOf(key)).submit(key).thenApply(Collections::singletonList);
    }
    if (context.partitionCount() == 1 && isOneChunk(keys)) {
      return partitions.read(0, keys);
    }
    int[] partitionsOf = keys.stream().mapToInt(context::partitionOf).toArray();
    int[] owners = owners(partitionsOf);
    Several several = new Several(keys, partitionsOf);
    return Batches.run(
            node -> node,
            keys.size(),
            i -> owners[i],
            i -> 1,
            i -> keys.get(i).length,
            (node, positions) -> several.read(positions))
        .handle((done, failure) -> several.envelopes(failure));
  }

  private static boolean isOneChunk(List<byte[]> keys) {
    long bytes = 0;
    for (byte[] key : keys) {
      bytes += key.length;
    }
    return keys.size() <= Batches.MAX_ARGUMENTS && bytes <= Batches.MAX_BYTES;
  }

  /** Which node has each key, as numbers that are good for nothing else. */
  private int[] owners(int[] partitionsOf) {
    int[] owners = new int[partitionsOf.length];
    if (context.partitionCount() > 1) {
      Map<Object, Integer> numbers = new HashMap<>();
      Map<Integer, Integer> byPartition = new HashMap<>();
      for (int i = 0; i < owners.length; i++) {
        owners[i] =
            byPartition.computeIfAbsent(
                partitionsOf[i],
                partition ->
                    numbers.computeIfAbsent(context.master(partition), master -> numbers.size()));
      }
    }
    return owners;
  }

  /** A batch that is being read. */
  private final class Several {
    private final List<byte[]> keys;
    private final int[] partitionsOf;
    private final byte[] @Nullable [] envelopes;
    private final SortedMap<Integer, CacheException> failures = new ConcurrentSkipListMap<>();

    Several(List<byte[]> keys, int[] partitionsOf) {
      this.keys = keys;
      this.partitionsOf = partitionsOf;
      this.envelopes = new byte[keys.size()][];
    }

    /** Reads what one node has, but fails only when that fails as a whole. */
    CompletableFuture<Void> read(List<Integer> positions) {
      return nodes
          .read(positions, keys, partitionsOf)
          .thenCompose(
              answers ->
                  CompletableFuture.allOf(
                      answers.stream().map(this::note).toArray(CompletableFuture<?>[]::new)));
    }

    private CompletableFuture<Void> note(NodeReads.Answer answer) {
      return answer
          .envelopes()
          .handle(
              (found, failure) -> {
                for (int i = 0; i < answer.positions().size(); i++) {
                  int position = answer.positions().get(i);
                  if (failure == null) {
                    envelopes[position] = found.get(i);
                  } else {
                    failures.put(position, PartialFailure.cause(failure));
                  }
                }
                return null;
              });
    }

    List<byte @Nullable []> envelopes(@Nullable Throwable failure) {
      failures.putAll(PartialFailure.byPosition(failure, envelopes.length));
      return PartialFailure.unless(failures, Arrays.asList(envelopes));
    }
  }
}
