package org.cinnabar.jcache.internal.operation;

import org.jspecify.annotations.Nullable;

/**
 * The meaning of one cache operation on one entry: what to do, given what was there, what to return
 * and what to count. Knows no server, and may be asked to decide again when another writer came in
 * between.
 *
 * @param <V> the value type
 * @param <R> the result type
 */
public interface Operation<V, R extends @Nullable Object> {

  /** How much of the prior entry an operation looks at. */
  enum Needs {
    /** Only whether it exists. */
    PRESENCE,
    /** It decides by existence; its result carries the prior value. */
    PRIOR,
    /** It decides by the value. */
    VALUE
  }

  /** How much of the prior entry this operation looks at. */
  Needs needs();

  /**
   * Decides what to do.
   *
   * @param present whether there is a live entry
   * @param prior its value when {@link #needs()} is {@link Needs#VALUE}; must not be looked at
   *     otherwise
   */
  Decision<V> decide(boolean present, @Nullable V prior);

  /** What the caller gets. */
  R result(Outcome<V> outcome);

  /** What is counted. */
  Tally tally(Outcome<V> outcome);

  /** Whether a writer has to hear of what this operation may store or remove. */
  default boolean writesThrough() {
    return true;
  }

  /** The token of the lease of loading that it may store under; null when it needs none. */
  default @Nullable String lease() {
    return null;
  }
}
