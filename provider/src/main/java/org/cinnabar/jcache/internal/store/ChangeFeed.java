package org.cinnabar.jcache.internal.store;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What it takes to keep copies of a cache's entries in this JVM: to hear of changes, to know that
 * none was missed, and to know of what moment a copy is. The verbs fail as those of {@link
 * CacheStore} do.
 */
public interface ChangeFeed {

  /** The number of partitions. */
  int partitions();

  /** The partition of an encoded key, from 0. */
  int partitionOf(byte[] key);

  /**
   * Follows the changes of all partitions from now on, until the store is closed. Complete once
   * every later change is published.
   */
  CompletableFuture<Void> follow(ChangeFollower follower);

  /**
   * Sends a number through the server and back to {@link ChangeFollower#onPulse}. When this JVM
   * turns out not to be registered any more, it is registered again and {@link
   * ChangeFollower#onLost} called instead.
   */
  CompletableFuture<Void> pulse(int partition, long number);

  /** Reads entries as of one moment for each partition, in the order of the keys. */
  CompletableFuture<List<Snapshot>> snapshot(List<byte[]> keys);

  /** Runs an action on a thread that must not block. */
  void later(Runnable action, long millis);
}
