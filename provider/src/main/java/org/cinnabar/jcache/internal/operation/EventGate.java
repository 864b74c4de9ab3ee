package org.cinnabar.jcache.internal.operation;

import java.util.List;
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
   * Returns once the synchronous listeners of these events have run, or the bounded wait for them
   * is over.
   *
   * @throws javax.cache.event.CacheEntryListenerException when one of this JVM's listeners threw
   */
  void await(List<Published> published);
}
