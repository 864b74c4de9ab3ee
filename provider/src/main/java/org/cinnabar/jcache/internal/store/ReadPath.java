package org.cinnabar.jcache.internal.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.cinnabar.jcache.internal.codec.Envelope;
import org.jspecify.annotations.Nullable;

/**
 * Reads entries. Where hash fields expire natively this is one plain command; only what it finds
 * marked as indexed or tagged is read again by script, which knows the server's clock and what tags
 * were invalidated. Elsewhere, and in partitions where the last read found tagged entries, the
 * script reads at once. Reads of single entries join.
 */
final class ReadPath {
  private static final int UNDER_WAY = 1;
  private static final int MOST_UNDER_WAY = 32;

  private final StoreContext context;
  private final Replicas replicas;
  private final List<Coalescer<byte[], byte @Nullable []>> single;

  /** By partition: 1 where the last read found tagged entries. */
  private final AtomicIntegerArray tagged;

  ReadPath(StoreContext context, Replicas replicas) {
    this.context = context;
    this.replicas = replicas;
    this.tagged = new AtomicIntegerArray(context.partitionCount());
    this.single =
        context.eachPartition(
            partition ->
                new Coalescer<>(
                    keys -> readPartition(partition, keys),
                    key -> key.length,
                    new Window(UNDER_WAY, MOST_UNDER_WAY)));
  }

  CompletableFuture<List<byte @Nullable []>> read(List<byte[]> keys) {
    if (keys.size() == 1) {
      byte[] key = keys.get(0);
      return single.get(context.partitionOf(key)).submit(key).thenApply(Collections::singletonList);
    }
    if (context.partitionCount() == 1 && isOneChunk(keys)) {
      return readPartition(context.partition(0), keys);
    }
    byte[] @Nullable [] values = new byte[keys.size()][];
    return Batches.run(
            context::master,
            keys.size(),
            i -> context.partitionOf(keys.get(i)),
            i -> 1,
            i -> keys.get(i).length,
            (partition, positions) -> readChunk(partition, positions, keys, values))
        .handle((done, failure) -> PartialFailure.unless(failure, Arrays.asList(values)));
  }

  private static boolean isOneChunk(List<byte[]> keys) {
    long bytes = 0;
    for (byte[] key : keys) {
      bytes += key.length;
    }
    return keys.size() <= Batches.MAX_ARGUMENTS && bytes <= Batches.MAX_BYTES;
  }

  private CompletableFuture<Void> readChunk(
      int partition, List<Integer> positions, List<byte[]> keys, byte[] @Nullable [] values) {
    List<byte[]> chunk = positions.stream().map(keys::get).toList();
    return readPartition(context.partition(partition), chunk)
        .thenAccept(
            found -> {
              for (int i = 0; i < positions.size(); i++) {
                values[positions.get(i)] = found.get(i);
              }
            });
  }

  @SuppressWarnings("ReferenceEquality") // IMPOSSIBLE is one object
  private CompletableFuture<List<byte @Nullable []>> readPartition(
      KeyNames.Partition partition, List<byte[]> keys) {
    if (tagged.get(partition.number()) == 1) {
      return readByScript(partition, keys);
    }
    CompletableFuture<PlainRead> read =
        context
            .commands()
            .connection()
            .execute(
                server -> {
                  if (!server.capabilities().nativeFieldExpiry()) {
                    return CompletableFuture.completedFuture(PlainRead.IMPOSSIBLE);
                  }
                  CompletionStage<List<byte @Nullable []>> values =
                      Commands.get(server.client(), partition.entries(), keys, replicas);
                  return values.thenApply(found -> new PlainRead(found));
                });
    return read.thenCompose(
        plain ->
            plain == PlainRead.IMPOSSIBLE
                ? readByScript(partition, keys)
                : recheck(partition, keys, plain));
  }

  private CompletableFuture<List<byte @Nullable []>> readByScript(
      KeyNames.Partition partition, List<byte[]> keys) {
    return context
        .commands()
        .read(Script.READ, partition.readable(), new Arguments().addAll(keys), replicas)
        .thenApply(reply -> envelopes(partition, reply));
  }

  private List<byte @Nullable []> envelopes(KeyNames.Partition partition, List<Object> reply) {
    List<byte @Nullable []> envelopes = new ArrayList<>(reply.size());
    boolean anyTagged = false;
    for (Object value : reply) {
      byte[] envelope = (byte[]) value;
      envelopes.add(envelope);
      anyTagged |= envelope != null && Envelope.isTagged(envelope);
    }
    tagged.set(partition.number(), anyTagged ? 1 : 0);
    return envelopes;
  }

  private CompletableFuture<List<byte @Nullable []>> recheck(
      KeyNames.Partition partition, List<byte[]> keys, PlainRead plain) {
    List<Integer> unsure = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      byte[] value = plain.values().get(i);
      if (value != null && Envelope.needsScript(value)) {
        unsure.add(i);
      }
    }
    if (unsure.isEmpty()) {
      return CompletableFuture.completedFuture(plain.values());
    }
    return readByScript(partition, unsure.stream().map(keys::get).toList())
        .thenApply(
            exact -> {
              List<byte @Nullable []> values = new ArrayList<>(plain.values());
              for (int i = 0; i < exact.size(); i++) {
                values.set(unsure.get(i), exact.get(i));
              }
              return values;
            });
  }

  /** What a plain command read. */
  private record PlainRead(List<byte @Nullable []> values) {
    static final PlainRead IMPOSSIBLE = new PlainRead(List.of());
  }
}
