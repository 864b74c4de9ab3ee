package org.cinnabar.jcache.internal.store;

import org.jspecify.annotations.Nullable;

/**
 * One conditional change of one entry, applied atomically. Expired entries count as absent.
 *
 * @param key the encoded key
 * @param expectation what must hold, else the commit is a conflict and changes nothing
 * @param expected the exact bytes that must be stored, for {@link Expectation#EXACTLY}; else null
 * @param whenAbsent the branch taken when there is no live entry
 * @param whenPresent the branch taken when there is one
 * @param returnPrior whether the result carries the value that was there before (a conflict always
 *     carries it)
 * @param lease the token of the lease of loading that the entry must still be under for a branch to
 *     change anything; null for none
 */
public record Commit(
    byte[] key,
    Expectation expectation,
    byte @Nullable [] expected,
    Change whenAbsent,
    Change whenPresent,
    boolean returnPrior,
    @Nullable String lease) {

  /** A commit that needs no lease. */
  public Commit(
      byte[] key,
      Expectation expectation,
      byte @Nullable [] expected,
      Change whenAbsent,
      Change whenPresent,
      boolean returnPrior) {
    this(key, expectation, expected, whenAbsent, whenPresent, returnPrior, null);
  }

  /** What must hold for a commit to apply. */
  public enum Expectation {
    ANYTHING(0),
    ABSENT(1),
    PRESENT(2),
    EXACTLY(3);

    /** The expectation's number in the commit script. */
    final byte code;

    Expectation(int code) {
      this.code = (byte) code;
    }
  }

  /** Both branches travel; whichever holds on the server is applied. */
  public static Commit either(
      byte[] key, Change whenAbsent, Change whenPresent, boolean returnPrior) {
    return new Commit(key, Expectation.ANYTHING, null, whenAbsent, whenPresent, returnPrior);
  }

  /** Applies only when there is no live entry. */
  public static Commit ifAbsent(byte[] key, Change change, boolean returnPrior) {
    return new Commit(key, Expectation.ABSENT, null, change, Change.KEEP, returnPrior);
  }

  /** Applies only when there is a live entry, whatever its value. */
  public static Commit ifPresent(byte[] key, Change change, boolean returnPrior) {
    return new Commit(key, Expectation.PRESENT, null, Change.KEEP, change, returnPrior);
  }

  /** Applies only when exactly these bytes are stored. */
  public static Commit ifExactly(byte[] key, byte[] expected, Change change) {
    return new Commit(key, Expectation.EXACTLY, expected, Change.KEEP, change, false);
  }

  /** The same under a lease of loading, given by its token; null for none. */
  public Commit under(@Nullable String token) {
    return token == null
        ? this
        : new Commit(key, expectation, expected, whenAbsent, whenPresent, returnPrior, token);
  }
}
