package org.cinnabar.jcache.internal.operation;

import org.jspecify.annotations.Nullable;

/**
 * Stores what a loader returned. Unless it is to replace, a value that came in meanwhile is newer,
 * stays and is the result.
 *
 * @param value the loaded value
 * @param replace whether an existing value is replaced
 * @param counted whether it counts as a put: {@code loadAll} does, read-through doesn't
 * @param lease the token of the lease that it was loaded under; without that it isn't stored, as
 *     what others did since is newer. Null for none
 */
record StoreLoaded<V>(V value, boolean replace, boolean counted, @Nullable String lease)
    implements Operation<V, V> {
  @Override
  public Needs needs() {
    return replace ? Needs.PRESENCE : Needs.PRIOR;
  }

  @Override
  public Decision<V> decide(boolean present, @Nullable V prior) {
    return present && !replace ? Decision.keep() : Decision.load(value);
  }

  @Override
  public V result(Outcome<V> outcome) {
    V prior = outcome.prior();
    return replace || prior == null ? value : prior;
  }

  @Override
  public Tally tally(Outcome<V> outcome) {
    return Tally.NONE.andPut(counted && outcome.stored());
  }

  @Override
  public boolean writesThrough() {
    return false;
  }
}
