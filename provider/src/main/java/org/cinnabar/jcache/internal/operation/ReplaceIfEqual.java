package org.cinnabar.jcache.internal.operation;

/** {@code replace(key, old, new)}: stores where the value equals. */
record ReplaceIfEqual<V>(V expected, V value) implements OnEqualValue<V> {
  @Override
  public Decision<V> whenEqual() {
    return Decision.write(value);
  }

  @Override
  public Tally tally(Outcome<V> outcome) {
    return Tally.lookup(outcome.present()).andPut(outcome.stored());
  }
}
