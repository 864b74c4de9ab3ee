package org.cinnabar.jcache.internal.store;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Removes a cache's entries, those with some tags, or everything that it owns. */
final class Removal {
  /** How many tags a partition knows to be invalidated before it forgets the oldest. */
  static final int MOST_TAGS = 10_000;

  private final StoreContext context;
  private volatile boolean bounded;
  private volatile int replicas;

  Removal(StoreContext context) {
    this.context = context;
  }

  /** From now on what goes with the entries is also what is known of their use. */
  void bound() {
    bounded = true;
  }

  /** From now on clearing and invalidating are done when so many replicas have it. */
  void replicate(int wanted) {
    replicas = wanted;
  }

  CompletableFuture<Void> clear() {
    return context.forEachPartition(
        partition ->
            write(
                Script.CLEAR,
                partition.mutable(false, false, bounded),
                clearing(partition, false)));
  }

  CompletableFuture<Void> invalidateTags(List<byte[]> tags) {
    return context.forEachPartition(
        partition ->
            write(
                Script.INVALIDATE,
                partition.mutable(),
                context.mutation(partition.number()).add(MOST_TAGS).addAll(tags)));
  }

  private CompletableFuture<?> write(Script script, List<Object> keys, Arguments arguments) {
    int wanted = replicas;
    if (wanted == 0) {
      return context.commands().run(script, keys, arguments);
    }
    return context
        .commands()
        .runReplicated(script, keys, capabilities -> arguments, wanted)
        .thenAccept(
            end -> {
              if (!end.isEnough(wanted)) {
                throw end.failure(wanted, context.commands().connection());
              }
            });
  }

  /** The metadata record goes last, so that a removal which was cut short can be repeated. */
  CompletableFuture<Void> destroy() {
    return context
        .forEachPartition(
            partition ->
                context.commands().run(Script.CLEAR, partition.all(), clearing(partition, true)))
        .thenCompose(done -> context.commands().unlink(context.names().duties()))
        .thenCompose(done -> context.commands().unlink(context.names().invalidations()))
        .thenCompose(done -> context.commands().unlink(context.names().metadata()));
  }

  private Arguments clearing(KeyNames.Partition partition, boolean everything) {
    return context.mutation(partition.number()).add(everything ? 1 : 0);
  }
}
