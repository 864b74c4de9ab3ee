package org.cinnabar.jcache.internal.store;

import java.util.concurrent.CompletableFuture;

/** Removes a cache's entries, or everything that it owns. */
final class Removal {
  private final StoreContext context;

  Removal(StoreContext context) {
    this.context = context;
  }

  CompletableFuture<Void> clear() {
    return context.forEachPartition(partition -> run(partition, false));
  }

  /** The metadata record goes last, so that a removal which was cut short can be repeated. */
  CompletableFuture<Void> destroy() {
    return context
        .forEachPartition(partition -> run(partition, true))
        .thenCompose(done -> context.commands().unlink(context.names().duties()))
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
