package org.cinnabar.jcache.internal.operation;

/** {@code remove(key, old)}: removes where the value equals. */
record RemoveIfEqual<V>(V expected) implements OnEqualValue<V> {
  @Override
  public Decision<V> whenEqual() {
    return Decision.remove();
  }

  @Override
  public Tally tally(Outcome<V> outcome) {
    return Tally.lookup(outcome.present()).andRemoval(result(outcome));
  }
}
