package org.cinnabar.jcache.internal.operation;

import org.jspecify.annotations.Nullable;

/**
 * {@code putIfAbsent}: stores only where there is nothing. What can't be decoded counts as nothing,
 * so it asks for it.
 *
 * @param value the value
 * @param ttl the entry's own time to live in milliseconds, or null for that of the expiry policy
 */
record PutIfAbsent<V>(V value, @Nullable Long ttl) implements Operation<V, Boolean> {
  @Override
  public Needs needs() {
    return Needs.PRIOR;
  }

  @Override
  public Decision<V> decide(boolean present, @Nullable V prior) {
    return present ? Decision.keep() : Decision.write(value, ttl);
  }

  @Override
  public Boolean result(Outcome<V> outcome) {
    return !outcome.present();
  }

  @Override
  public Tally tally(Outcome<V> outcome) {
    return Tally.lookup(outcome.present()).andPut(outcome.stored());
  }
}
