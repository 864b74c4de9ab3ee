package org.cinnabar.jcache.internal.operation;

import javax.cache.CacheException;
import org.cinnabar.jcache.internal.store.Change;
import org.jspecify.annotations.Nullable;

/**
 * One operation on its way through the {@link Pipeline}. Used by one thread at a time.
 *
 * @param <K> the key type
 * @param <V> the value type
 * @param <R> the result type
 */
final class Task<K, V, R extends @Nullable Object> {
  final K key;
  final byte[] encodedKey;
  final Operation<V, R> operation;

  /**
   * Whether the prior entry must be known before deciding, rather than both branches being sent.
   */
  boolean deliberate;

  /** Whether {@link #envelope} holds what the server has. */
  boolean known;

  /** What the server had, null when nothing live. */
  byte @Nullable [] envelope;

  /** Whether the writer was told of the decision, which is final from then on. */
  boolean written;

  @Nullable V prior;
  Decision<V> decision = Decision.keep();

  /** The decision as a change of the store: what can't be encoded fails before it is written. */
  Change change = Change.KEEP;

  /** How the task ends if its commit is accepted. */
  @Nullable Outcome<V> candidate;

  @Nullable Outcome<V> outcome;
  @Nullable RuntimeException failure;

  /** Whether the failure is the store's: it is unknown what became of the operation. */
  boolean failedInStore;

  Task(K key, byte[] encodedKey, Operation<V, R> operation, boolean deliberate) {
    this.key = key;
    this.encodedKey = encodedKey;
    this.operation = operation;
    this.deliberate = deliberate;
  }

  /** Takes in what the server has at present. */
  void learn(byte @Nullable [] current) {
    known = true;
    deliberate = true;
    envelope = current;
  }

  void settle() {
    outcome = candidate;
  }

  /** What it was to store was loaded under a lease that is lost: nothing is done. */
  void lose() {
    outcome = new Outcome<>(false, null, Decision.keep(), false);
  }

  void fail(RuntimeException cause) {
    failure = cause;
  }

  void failInStore(CacheException cause) {
    failedInStore = true;
    fail(cause);
  }

  boolean isPending() {
    return outcome == null && failure == null;
  }

  Tally tally() {
    return outcome == null ? Tally.NONE : operation.tally(outcome);
  }

  /** The result, or the failure thrown. */
  R result() {
    if (failure != null) {
      throw failure;
    }
    if (outcome == null) {
      throw new IllegalStateException("the operation has not ended");
    }
    return operation.result(outcome);
  }
}
