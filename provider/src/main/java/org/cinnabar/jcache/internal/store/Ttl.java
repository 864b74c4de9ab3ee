package org.cinnabar.jcache.internal.store;

import java.util.concurrent.TimeUnit;

/**
 * Times to live as a commit carries them: milliseconds from now by the server's clock, or one of
 * two special values.
 */
public final class Ttl {
  /** The entry never expires. */
  public static final long ETERNAL = -1;

  /** The entry keeps the deadline it has; eternal when there was no entry. */
  public static final long UNCHANGED = -2;

  private static final long LONGEST = TimeUnit.DAYS.toMillis(1_000 * 365);

  private Ttl() {}

  /**
   * A time to live in milliseconds. A thousand years and more are eternal: servers refuse deadlines
   * that are too far off.
   */
  public static long ofMillis(long millis) {
    return millis < LONGEST ? millis : ETERNAL;
  }
}
