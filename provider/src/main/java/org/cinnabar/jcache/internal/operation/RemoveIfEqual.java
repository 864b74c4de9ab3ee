package org.cinnabar.jcache.internal.operation;

import org.cinnabar.jcache.internal.operation.Decision.Action;
import org.jspecify.annotations.Nullable;

/** {@code remove(key, old)}: removes where the value equals; another value counts as an access. */
record RemoveIfEqual<V>(V expected) implements Operation<V, Boolean> {
  @Override
  public Needs needs() {
    return Needs.VALUE;
  }

  @Override
  public Decision<V> decide(boolean present, @Nullable V prior) {
    if (!present) {
      return Decision.keep();
    }
    return expected.equals(prior) ? Decision.remove() : Decision.access();
  }

  @Override
  public Boolean result(Outcome<V> outcome) {
    return outcome.decision().action() == Action.REMOVE;
  }

  @Override
  public Tally tally(Outcome<V> outcome) {
    return Tally.lookup(outcome.present()).andRemoval(result(outcome));
  }
}
