package org.cinnabar.jcache.internal.store;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Removes a cache's entries, those with some tags, or everything that it owns. */
final class Removal {
  /** How many tags a partition knows to be invalidated before it forgets the oldest. */
  static final int MOST_TAGS = 10_000;

  private final StoreContext context;

  Removal(StoreContext context) {
    this.context = context;
  }

  CompletableFuture<Void> clear() {
    return context.forEachPartition(partition -> run(partition, false));
  }

  CompletableFuture<Void> invalidateTags(List<byte[]> tags) {
    return context.forEachPartition(
        partition ->
            context
                .commands()
                .run(
                    Script.INVALIDATE,
                    partition.mutable(),
                    context.mutation(partition.number()).add(MOST_TAGS).addAll(tags)));
  }

  /** The metadata record goes last, so that a removal which was cut short can be repeated. */
  CompletableFuture<Void> destroy() {
    return context
        .forEachPartition(partition -> run(partition, true))
        .thenCompose(done -> context.commands().unlink(context.names().duties()))
        .thenCompose(done -> context.commands().unlink(context.names().invalidations()))
        .thenCompose(done -> context.commands().unlink(context.names().metadata()));
  }

  private CompletableFuture<?> run(KeyNames.Partition partition, boolean everything) {
    return context
        .commands()
        .run(
            Script.CLEAR,
            partition.all(),
            context.mutation(partition.number()).add(everything ? 1 : 0));
  }
}
