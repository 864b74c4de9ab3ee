package org.cinnabar.jcache.internal.store;

/**
 * Receives what other JVMs and this one publish about a cache, in commit order per partition, on a
 * transport thread.
 */
public interface StoreListener {

  /** An entry changed. Must not block. */
  void onEvent(StoreEvent event);

  /**
   * Another JVM's synchronous listeners have run for the event that this JVM's commit published.
   */
  void onAcknowledged(int partition, long sequence);

  /**
   * Events were lost: sequence numbers were skipped, or the subscription was interrupted.
   *
   * @param missed how many; 0 when nobody knows
   */
  void onLost(int partition, long missed);

  /** Every entry of a partition was removed without events, by this JVM or another. */
  default void onCleared(int partition) {}
}
