package org.cinnabar.jcache.internal.operation;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.cinnabar.jcache.internal.store.Deadline;

/** Where operations meet the listeners. */
public interface EventGate {

  /**
   * Returns once this JVM hears of every event that a later commit publishes, if it has listeners
   * at all.
   *
   * @throws org.cinnabar.jcache.CacheTimeoutException when that isn't so at the deadline
   */
  void ready(Deadline deadline);

  /**
   * As {@link #ready}, for callers that don't wait themselves. The future may be that of others
   * too: it must not be cancelled.
   */
  CompletableFuture<?> readiness();

  /**
   * Whether the calling thread runs a synchronous listener of this cache, whose own operations
   * aren't to wait for the listeners.
   */
  boolean isListening();

  /** Whether {@link #await} has anything to wait for. */
  boolean isAwaited(List<Published> published);

  /**
   * Returns once the synchronous listeners of these events have run, or the bounded wait for them
   * is over.
   *
   * @throws javax.cache.event.CacheEntryListenerException when one of this JVM's listeners threw
   */
  void await(List<Published> published);
}
