package org.cinnabar.jcache.internal.operation;

import org.jspecify.annotations.Nullable;

/** An operation that acts where the value equals; another value counts as an access. */
interface OnEqualValue<V> extends Operation<V, Boolean> {

  /** The value that must be there. */
  V expected();

  /** What to do where it is. */
  Decision<V> whenEqual();

  @Override
  default Needs needs() {
    return Needs.VALUE;
  }

  @Override
  default Decision<V> decide(boolean present, @Nullable V prior) {
    if (!present) {
      return Decision.keep();
    }
    return expected().equals(prior) ? whenEqual() : Decision.access();
  }

  @Override
  default Boolean result(Outcome<V> outcome) {
    return outcome.decision().action() == whenEqual().action();
  }
}
