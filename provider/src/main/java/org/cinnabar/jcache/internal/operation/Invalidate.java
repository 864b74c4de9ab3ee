package org.cinnabar.jcache.internal.operation;

import org.jspecify.annotations.Nullable;

/**
 * {@code invalidate}: removes whatever was there as {@code remove} does, but the writer isn't told.
 */
record Invalidate<V>() implements Operation<V, Boolean> {
  @Override
  public Needs needs() {
    return Needs.PRESENCE;
  }

  @Override
  public Decision<V> decide(boolean present, @Nullable V prior) {
    return Decision.remove();
  }

  @Override
  public Boolean result(Outcome<V> outcome) {
    return outcome.present();
  }

  @Override
  public Tally tally(Outcome<V> outcome) {
    return Tally.NONE.andRemoval(outcome.present());
  }

  @Override
  public boolean writesThrough() {
    return false;
  }
}
