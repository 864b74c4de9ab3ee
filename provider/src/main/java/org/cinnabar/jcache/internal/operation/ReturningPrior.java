package org.cinnabar.jcache.internal.operation;

import org.jspecify.annotations.Nullable;

/** An operation that decides by existence and returns what was there before. */
interface ReturningPrior<V> extends Operation<V, @Nullable V> {
  @Override
  default Needs needs() {
    return Needs.PRIOR;
  }

  @Override
  @SuppressWarnings("NullAway") // R is nullable here
  default @Nullable V result(Outcome<V> outcome) {
    return outcome.prior();
  }
}
