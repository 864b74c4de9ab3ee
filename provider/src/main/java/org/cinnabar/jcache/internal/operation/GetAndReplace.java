package org.cinnabar.jcache.internal.operation;

import org.jspecify.annotations.Nullable;

/** {@code getAndReplace}: stores only where there is something, and returns it. */
record GetAndReplace<V>(V value) implements ReturningPrior<V> {
  @Override
  public Decision<V> decide(boolean present, @Nullable V prior) {
    return present ? Decision.write(value) : Decision.keep();
  }

  @Override
  public Tally tally(Outcome<V> outcome) {
    return Tally.lookup(outcome.present()).andPut(outcome.stored());
  }
}
