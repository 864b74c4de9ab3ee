package org.cinnabar.jcache.internal.operation;

import org.jspecify.annotations.Nullable;

/**
 * Stores what a loader returned in the place of what it returned before. To the expiry the new
 * value is a new one; to listeners it is an update. Without a value the entry is removed. Counts
 * nothing, like read-through.
 *
 * @param value the loaded value, null when there is none any more
 * @param ttl how long it lives, as new entries do
 */
record Refresh<V>(@Nullable V value, long ttl) implements Operation<V, Boolean> {
  @Override
  public Needs needs() {
    return Needs.VALUE;
  }

  @Override
  public Decision<V> decide(boolean present, @Nullable V prior) {
    return value == null ? Decision.remove() : new Decision<>(Decision.Action.LOAD, value, ttl);
  }

  @Override
  public Boolean result(Outcome<V> outcome) {
    return true;
  }

  @Override
  public Tally tally(Outcome<V> outcome) {
    return Tally.NONE;
  }

  @Override
  public boolean writesThrough() {
    return false;
  }
}
