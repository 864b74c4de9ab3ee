package org.cinnabar.jcache.internal.operation;

import org.jspecify.annotations.Nullable;

/** {@code getAndReplace}: stores only where there is something, and returns it. */
record GetAndReplace<V>(V value) implements Operation<V, @Nullable V> {
  @Override
  public Needs needs() {
    return Needs.PRIOR;
  }

  @Override
  public Decision<V> decide(boolean present, @Nullable V prior) {
    return present ? Decision.write(value) : Decision.keep();
  }

  @Override
  @SuppressWarnings("NullAway") // R is nullable here
  public @Nullable V result(Outcome<V> outcome) {
    return outcome.prior();
  }

  @Override
  public Tally tally(Outcome<V> outcome) {
    return Tally.lookup(outcome.present()).andPut(outcome.stored());
  }
}
