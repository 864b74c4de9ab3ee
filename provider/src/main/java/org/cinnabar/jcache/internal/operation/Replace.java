package org.cinnabar.jcache.internal.operation;

import org.jspecify.annotations.Nullable;

/** {@code replace(key, value)}: stores only where there is something. */
record Replace<V>(V value) implements Operation<V, Boolean> {
  @Override
  public Needs needs() {
    return Needs.PRESENCE;
  }

  @Override
  public Decision<V> decide(boolean present, @Nullable V prior) {
    return present ? Decision.write(value) : Decision.keep();
  }

  @Override
  public Boolean result(Outcome<V> outcome) {
    return outcome.present();
  }

  @Override
  public Tally tally(Outcome<V> outcome) {
    return Tally.lookup(outcome.present()).andPut(outcome.stored());
  }
}
