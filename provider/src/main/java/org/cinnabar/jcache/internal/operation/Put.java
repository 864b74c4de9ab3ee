package org.cinnabar.jcache.internal.operation;

import org.jspecify.annotations.Nullable;

/** {@code put}: stores whatever was there; {@code ttl} is the entry's own, or null. */
record Put<V>(V value, @Nullable Long ttl) implements Operation<V, Boolean> {
  @Override
  public Needs needs() {
    return Needs.PRESENCE;
  }

  @Override
  public Decision<V> decide(boolean present, @Nullable V prior) {
    return Decision.write(value, ttl);
  }

  @Override
  public Boolean result(Outcome<V> outcome) {
    return true;
  }

  @Override
  public Tally tally(Outcome<V> outcome) {
    return Tally.NONE.andPut(outcome.stored());
  }
}
