package org.cinnabar.jcache.internal.store;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The change feed of one cache's store. */
final class RedissonChangeFeed implements ChangeFeed {
  private static final int REPLY_EACH = 2;

  /** Runs a verb of the store. */
  interface Verbs {
    <T> CompletableFuture<T> run(Supplier<CompletableFuture<T>> action);
  }

  private final StoreContext context;
  private final Listening listening;
  private final Verbs verbs;

  RedissonChangeFeed(StoreContext context, Listening listening, Verbs verbs) {
    this.context = context;
    this.listening = listening;
    this.verbs = verbs;
  }

  @Override
  public int partitions() {
    return context.partitionCount();
  }

  @Override
  public int partitionOf(byte[] key) {
    return context.partitionOf(key);
  }

  @Override
  public CompletableFuture<Void> follow(ChangeFollower follower) {
    return verbs.run(() -> listening.follow(follower));
  }

  @Override
  public CompletableFuture<Void> pulse(int partition, long number) {
    return verbs.run(() -> listening.pulse(context.partition(partition), number));
  }

  @Override
  public CompletableFuture<List<Snapshot>> snapshot(List<byte[]> keys) {
    @Nullable Snapshot[] snapshots = new Snapshot[keys.size()];
    return verbs.run(
        () ->
            Batches.run(
                    context::master,
                    keys.size(),
                    i -> context.partitionOf(keys.get(i)),
                    i -> 1,
                    i -> keys.get(i).length,
                    (partition, positions) -> readChunk(partition, positions, keys, snapshots))
                .handle(
                    (done, failure) -> PartialFailure.unless(failure, Arrays.asList(snapshots))));
  }

  @Override
  public void later(Runnable action, long millis) {
    context.schedule(action, millis);
  }

  private CompletableFuture<Void> readChunk(
      int partition, List<Integer> positions, List<byte[]> keys, @Nullable Snapshot[] snapshots) {
    KeyNames.Partition names = context.partition(partition);
    List<byte[]> chunk = positions.stream().map(keys::get).toList();
    return context
        .commands()
        .run(
            Script.SNAPSHOT,
            names.mutable(),
            capabilities ->
                new Arguments()
                    .add(context.nodeId())
                    .add(capabilities.nativeFieldExpiry() ? 1 : 0)
                    .addAll(chunk))
        .thenAccept(
            reply -> {
              long sequence = Arguments.number(reply, 0);
              for (int i = 0; i < positions.size(); i++) {
                int at = 1 + i * REPLY_EACH;
                snapshots[positions.get(i)] =
                    new Snapshot((byte[]) reply.get(at), Arguments.number(reply, at + 1), sequence);
              }
            });
  }
}
