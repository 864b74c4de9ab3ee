package org.cinnabar.jcache.internal.operation;

/**
 * What an operation adds to the statistics.
 *
 * @param hits entries found
 * @param misses entries not found
 * @param puts values stored
 * @param removals entries removed
 */
public record Tally(long hits, long misses, long puts, long removals) {
  /** Nothing. */
  public static final Tally NONE = new Tally(0, 0, 0, 0);

  /** A hit or a miss. */
  public static Tally lookup(boolean hit) {
    return new Tally(hit ? 1 : 0, hit ? 0 : 1, 0, 0);
  }

  /** This and a put, if {@code stored}. */
  public Tally andPut(boolean stored) {
    return stored ? new Tally(hits, misses, puts + 1, removals) : this;
  }

  /** This and a removal, if {@code removed}. */
  public Tally andRemoval(boolean removed) {
    return removed ? new Tally(hits, misses, puts, removals + 1) : this;
  }

  /** The sum. */
  public Tally plus(Tally other) {
    return new Tally(
        hits + other.hits, misses + other.misses, puts + other.puts, removals + other.removals);
  }
}
