package org.cinnabar.jcache.internal.operation;

import org.jspecify.annotations.Nullable;

/** {@code getAndRemove}: removes and returns what was there. */
record GetAndRemove<V>() implements Operation<V, @Nullable V> {
  @Override
  public Needs needs() {
    return Needs.PRIOR;
  }

  @Override
  public Decision<V> decide(boolean present, @Nullable V prior) {
    return Decision.remove();
  }

  @Override
  @SuppressWarnings("NullAway") // R is nullable here
  public @Nullable V result(Outcome<V> outcome) {
    return outcome.prior();
  }

  @Override
  public Tally tally(Outcome<V> outcome) {
    return Tally.lookup(outcome.present()).andRemoval(outcome.present());
  }
}
