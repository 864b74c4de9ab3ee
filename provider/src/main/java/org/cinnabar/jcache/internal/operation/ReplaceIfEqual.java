package org.cinnabar.jcache.internal.operation;

import org.cinnabar.jcache.internal.operation.Decision.Action;
import org.jspecify.annotations.Nullable;

/**
 * {@code replace(key, old, new)}: stores where the value equals; another value counts as an access.
 */
record ReplaceIfEqual<V>(V expected, V value) implements Operation<V, Boolean> {
  @Override
  public Needs needs() {
    return Needs.VALUE;
  }

  @Override
  public Decision<V> decide(boolean present, @Nullable V prior) {
    if (!present) {
      return Decision.keep();
    }
    return expected.equals(prior) ? Decision.write(value) : Decision.access();
  }

  @Override
  public Boolean result(Outcome<V> outcome) {
    return outcome.decision().action() == Action.WRITE;
  }

  @Override
  public Tally tally(Outcome<V> outcome) {
    return Tally.lookup(outcome.present()).andPut(outcome.stored());
  }
}
