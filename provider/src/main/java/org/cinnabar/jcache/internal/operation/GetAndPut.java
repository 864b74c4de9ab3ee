package org.cinnabar.jcache.internal.operation;

import org.jspecify.annotations.Nullable;

/** {@code getAndPut}: stores and returns what was there. */
record GetAndPut<V>(V value) implements Operation<V, @Nullable V> {
  @Override
  public Needs needs() {
    return Needs.PRIOR;
  }

  @Override
  public Decision<V> decide(boolean present, @Nullable V prior) {
    return Decision.write(value);
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
