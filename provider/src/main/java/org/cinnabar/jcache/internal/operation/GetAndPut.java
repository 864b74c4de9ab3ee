package org.cinnabar.jcache.internal.operation;

import org.jspecify.annotations.Nullable;

/** {@code getAndPut}: stores and returns what was there. */
record GetAndPut<V>(V value) implements ReturningPrior<V> {
  @Override
  public Decision<V> decide(boolean present, @Nullable V prior) {
    return Decision.write(value);
  }

  @Override
  public Tally tally(Outcome<V> outcome) {
    return Tally.lookup(outcome.present()).andPut(outcome.stored());
  }
}
