package org.cinnabar.jcache.internal.store;

/**
 * Times to live as a commit carries them: milliseconds from now by the server's clock, or one of
 * two special values.
 */
public final class Ttl {
  /** The entry never expires. */
  public static final long ETERNAL = -1;

  /** The entry keeps the deadline it has; eternal when there was no entry. */
  public static final long UNCHANGED = -2;

  private Ttl() {}
}
