package org.cinnabar.jcache.internal.store;

/** Receives what other JVMs and this one publish about a cache, in commit order per partition, on a transport thread. */
public interface StoreListener {

  /** An entry changed. Must not block. */
  void onEvent(StoreEvent event);

  /** Another JVM's synchronous listeners have run for the event that this JVM's commit published. */
  void onAcknowledged(int partition, long sequence);

  /** Events were lost: a sequence number was skipped, or the subscription was interrupted. */
  void onLost(int partition, long missed);
}
