package org.cinnabar.jcache.internal.store;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Tells a server of lookups: one script call a chunk. */
final class UsagePath {
  private static final int KEY_AND_TIMES = 2;

  private final StoreContext context;
  private final String bound;

  UsagePath(StoreContext context, Bound bound) {
    this.context = context;
    this.bound = bound.text();
  }

  CompletableFuture<Void> used(List<Usage.Use> uses) {
    return Batches.run(
        context::master,
        uses.size(),
        i -> context.partitionOf(uses.get(i).key()),
        i -> KEY_AND_TIMES,
        i -> uses.get(i).key().length,
        (partition, positions) -> chunk(partition, positions, uses));
  }

  private CompletableFuture<Void> chunk(
      int partition, List<Integer> positions, List<Usage.Use> uses) {
    Arguments arguments = new Arguments().add(bound);
    for (int position : positions) {
      Usage.Use use = uses.get(position);
      arguments.add(use.key()).add(use.times());
    }
    KeyNames.Partition names = context.partition(partition);
    return context
        .commands()
        .run(Script.USED, List.of(names.usage(), names.newcomers()), arguments)
        .thenAccept(reply -> {});
  }
}
