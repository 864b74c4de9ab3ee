package org.cinnabar.jcache.internal.store;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.cinnabar.jcache.CacheShape;
import org.jspecify.annotations.Nullable;
import org.redisson.connection.MasterSlaveEntry;

/** Asks how large a cache is, and where it lies: one script call a partition. */
final class ShapePath {
  private static final long SAMPLES = 100;

  private final StoreContext context;

  ShapePath(StoreContext context) {
    this.context = context;
  }

  CompletableFuture<CacheShape> shape() {
    CacheShape.Partition[] partitions = new CacheShape.Partition[context.partitionCount()];
    return context
        .forEachPartition(
            partition ->
                measure(partition).thenAccept(shape -> partitions[partition.number()] = shape))
        .thenApply(done -> new CacheShape(context.cacheName(), Arrays.asList(partitions)));
  }

  private CompletableFuture<CacheShape.Partition> measure(KeyNames.Partition partition) {
    return context
        .commands()
        .run(Script.SHAPE, partition.all(), new Arguments().add(SAMPLES))
        .thenCombine(
            place(partition.entries()),
            (reply, place) ->
                new CacheShape.Partition(
                    partition.number(),
                    place.slot(),
                    place.node(),
                    Arguments.number(reply, 0),
                    Arguments.number(reply, 1)));
  }

  private record Place(int slot, String node) {}

  private static String address(@Nullable MasterSlaveEntry node) {
    if (node == null) {
      return "unknown"; // nobody has the slot at present
    }
    InetSocketAddress address = node.getClient().getAddr();
    return address.getHostString() + ":" + address.getPort();
  }

  /** Where the client finds a key at present. */
  private CompletableFuture<Place> place(String key) {
    return context
        .commands()
        .connection()
        .execute(
            server -> {
              Masters masters = new Masters(server.client());
              int slot = server.capabilities().cluster() ? masters.slot(key) : -1;
              return CompletableFuture.completedFuture(new Place(slot, address(masters.of(key))));
            });
  }
}
