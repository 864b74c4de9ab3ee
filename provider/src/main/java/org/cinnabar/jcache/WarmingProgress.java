package org.cinnabar.jcache;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * How far a warming is.
 *
 * @param resumedAt how many keys were done by earlier runs with the same token
 * @param processed how many keys or entries this run is done with, the failed ones included
 * @param total how many there are in all, as far as it is known
 * @param loaded how many entries were stored
 * @param alreadyThere how many were there already
 * @param absent how many the loader had no value for
 * @param failed how many could not be loaded or stored
 * @param elapsed since the run began
 * @param ended whether the run has ended
 */
public record WarmingProgress(
    long resumedAt,
    long processed,
    OptionalLong total,
    long loaded,
    long alreadyThere,
    long absent,
    long failed,
    Duration elapsed,
    boolean ended) {

  /** How many keys or entries this run has processed a second. */
  public double perSecond() {
    return elapsed.isZero() ? 0 : processed * 1e9 / elapsed.toNanos();
  }
}
