package org.cinnabar.jcache.internal.operation;

import org.jspecify.annotations.Nullable;

/** {@code getAndRemove}: removes and returns what was there. */
record GetAndRemove<V>() implements ReturningPrior<V> {
  @Override
  public Decision<V> decide(boolean present, @Nullable V prior) {
    return Decision.remove();
  }

  @Override
  public Tally tally(Outcome<V> outcome) {
    return Tally.lookup(outcome.present()).andRemoval(outcome.present());
  }
}
