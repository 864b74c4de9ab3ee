package org.cinnabar.jcache.internal.store;

import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the native deadlines of entries that were written while nobody listened for EXPIRED into
 * the deadline index, page by page in the background, so that their expiry is published as well.
 */
final class Adoption {
  private static final Logger LOG = LoggerFactory.getLogger(Adoption.class);
  private static final String FIRST = "0";
  private static final long PAGE = 500;

  private final StoreContext context;

  Adoption(StoreContext context) {
    this.context = context;
  }

  /** Begins; runs the action in the end. */
  void start(Runnable whenDone) {
    context
        .commands()
        .connection()
        .execute(
            server -> CompletableFuture.completedFuture(server.capabilities().nativeFieldExpiry()))
        .thenCompose(
            possible ->
                possible
                    ? context.forEachPartition(partition -> adopt(partition, FIRST))
                    : CompletableFuture.<Void>completedFuture(null))
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                LOG.warn(
                    "Some entries of cache {} will expire without an event",
                    context.cacheName(),
                    failure);
              }
              whenDone.run();
            });
  }

  private CompletableFuture<Void> adopt(KeyNames.Partition partition, String position) {
    return context
        .commands()
        .run(Script.ADOPT, partition.readable(), new Arguments().add(position).add(PAGE))
        .thenCompose(
            reply -> {
              String next = Arguments.text(reply.get(0));
              return next.equals(FIRST)
                  ? CompletableFuture.completedFuture(null)
                  : adopt(partition, next);
            });
  }
}
