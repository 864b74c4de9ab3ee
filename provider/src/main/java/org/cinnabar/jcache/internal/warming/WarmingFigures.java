package org.cinnabar.jcache.internal.warming;

import java.util.concurrent.atomic.LongAdder;

/** What the background work of a cache counts in this JVM. */
public final class WarmingFigures {
  /** Scheduled refreshes that came to their end. */
  public final LongAdder refreshRuns = new LongAdder();

  /** Entries stored by scheduled refreshes. */
  public final LongAdder refreshed = new LongAdder();

  /** Keys that a scheduled refresh asked the loader for in vain because it failed. */
  public final LongAdder refreshFailures = new LongAdder();

  /** Entries loaded by prediction. */
  public final LongAdder predicted = new LongAdder();

  /** Reads whose related keys were not looked at because too many were waiting. */
  public final LongAdder predictionsDropped = new LongAdder();

  /** Keys whose prediction failed. */
  public final LongAdder predictionFailures = new LongAdder();
}
