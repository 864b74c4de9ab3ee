package org.cinnabar.jcache;

import java.util.concurrent.CompletionStage;

/** A warming that was begun. */
public interface WarmingRun {

  /** How far it is. */
  WarmingProgress progress();

  /** Lets it end after the chunks under way. Doesn't wait; no effect when it has ended. */
  void cancel();

  /** Completes with the report when the warming has ended, whatever the reason. */
  CompletionStage<WarmingReport> report();

  /**
   * Waits for the end.
   *
   * @throws javax.cache.CacheException when the thread is interrupted; its interrupt flag stays
   *     set, and the warming goes on
   */
  WarmingReport await();
}
