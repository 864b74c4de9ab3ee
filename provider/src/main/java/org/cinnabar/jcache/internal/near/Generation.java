package org.cinnabar.jcache.internal.near;

/**
 * What the copies of a partition have in common: until when they may be served without another sign
 * that nothing was missed. When something was, the generation ends with all its copies. Times are
 * those of the near cache's clock.
 */
final class Generation {
  private static final long NEVER = Long.MIN_VALUE;

  private volatile long validUntil;
  private boolean ended;

  Generation(long validUntil) {
    this.validUntil = validUntil;
  }

  /** A generation that may not be served yet. */
  static Generation unproven() {
    return new Generation(NEVER);
  }

  boolean isValid(long now) {
    return now < validUntil;
  }

  /** Whether its copies will never be served again. */
  synchronized boolean hasEnded() {
    return ended;
  }

  synchronized void extend(long until) {
    if (!ended) {
      validUntil = Math.max(validUntil, until);
    }
  }

  /** Ends it; an heir takes over the proof that nothing was missed. */
  synchronized Generation succeed() {
    Generation heir = new Generation(validUntil);
    end();
    return heir;
  }

  synchronized void end() {
    ended = true;
    validUntil = NEVER;
  }
}
