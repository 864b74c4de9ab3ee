package org.cinnabar.jcache.internal.operation;

import org.jspecify.annotations.Nullable;

/** {@code get}: the value, which counts as an access. */
record Get<V>() implements ReturningPrior<V> {
  @Override
  public Decision<V> decide(boolean present, @Nullable V prior) {
    return Decision.access();
  }

  @Override
  public Tally tally(Outcome<V> outcome) {
    return Tally.lookup(outcome.present());
  }

  @Override
  public boolean writesThrough() {
    return false;
  }
}
