package org.cinnabar.jcache.internal.operation;

import org.jspecify.annotations.Nullable;

/**
 * Stores what a loader returned for an entry that is still there; one that is gone stays gone. Its
 * result is whether it was stored.
 *
 * @param value the loaded value
 */
record RefreshLoaded<V>(V value) implements Operation<V, Boolean> {
  @Override
  public Needs needs() {
    return Needs.PRESENCE;
  }

  @Override
  public Decision<V> decide(boolean present, @Nullable V prior) {
    return present ? Decision.load(value) : Decision.keep();
  }

  @Override
  public Boolean result(Outcome<V> outcome) {
    return outcome.stored();
  }

  @Override
  public Tally tally(Outcome<V> outcome) {
    return Tally.NONE.andPut(outcome.stored());
  }

  @Override
  public boolean writesThrough() {
    return false;
  }
}
