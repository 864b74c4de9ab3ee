package org.cinnabar.jcache.internal.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the parts of one cache's store share. Immutable. */
final class StoreContext {
  private final String cacheName;
  private final Commands commands;
  private final KeyNames names;
  private final List<KeyNames.Partition> partitions;
  private final String nodeId;

  StoreContext(String cacheName, Commands commands, KeyNames names, int partitions, String nodeId) {
    this.cacheName = cacheName;
    this.commands = commands;
    this.names = names;
    this.partitions = names.partitions(partitions);
    this.nodeId = nodeId;
  }

  String cacheName() {
    return cacheName;
  }

  Commands commands() {
    return commands;
  }

  KeyNames names() {
    return names;
  }

  String nodeId() {
    return nodeId;
  }

  int partitionCount() {
    return partitions.size();
  }

  KeyNames.Partition partition(int number) {
    return partitions.get(number);
  }

  int partitionOf(byte[] key) {
    return KeyNames.partitionOf(key, partitions.size());
  }

  /**
   * Which master has a partition at present, as far as the client knows; something else that is
   * equal for all of which it doesn't.
   */
  Object master(int partition) {
    RedisConnection.Server server = commands.connection().connected();
    if (server == null) {
      return cacheName;
    }
    Object master = new Masters(server.client()).of(partition(partition).entries());
    return master == null ? cacheName : master;
  }

  /** Something for every partition, in their order. */
  <T> List<T> eachPartition(Function<KeyNames.Partition, T> what) {
    return partitions.stream().map(what).toList();
  }

  /** The leading arguments of the scripts that change entries. */
  Arguments mutation(int partition) {
    return new Arguments().add(names.events()).add(partition).add(nodeId);
  }

  /** Runs something for every partition side by side. */
  CompletableFuture<Void> forEachPartition(
      Function<KeyNames.Partition, ? extends CompletableFuture<?>> action) {
    List<CompletableFuture<?>> ends = new ArrayList<>();
    for (KeyNames.Partition partition : partitions) {
      ends.add(action.apply(partition));
    }
    return CompletableFuture.allOf(ends.toArray(new CompletableFuture<?>[0]));
  }

  /** Runs a task later on the timer; null when the connection has been closed meanwhile. */
  @Nullable Future<?> schedule(Runnable task, long delayMillis) {
    try {
      return commands.connection().timer().schedule(task, delayMillis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      return null;
    }
  }
}
