package org.cinnabar.jcache.internal.operation;

import org.cinnabar.jcache.internal.codec.LenientCodec;
import org.cinnabar.jcache.internal.store.Change;
import org.cinnabar.jcache.internal.store.EventKind;
import org.cinnabar.jcache.internal.store.Ttl;

/**
 * Turns decisions into changes of the store. The expiry policy is asked here and nowhere else, once
 * for each call and only for the method that applies (JSR-107, chapter 7); not at all for a
 * decision that brings its own time to live.
 */
final class Changes<K, V> {
  private final ExpiryRules expiry;
  private final LenientCodec<K, V> codec;

  Changes(ExpiryRules expiry, LenientCodec<K, V> codec) {
    this.expiry = expiry;
    this.codec = codec;
  }

  /** The same rules with another codec. */
  Changes<K, V> with(LenientCodec<K, V> other) {
    return new Changes<>(expiry, other);
  }

  boolean isPure() {
    return expiry.isPure();
  }

  /** The change of a decision that is the only one. */
  Change of(Decision<V> decision, boolean present) {
    return of(decision, present, encoding());
  }

  /** What the changes of one operation encode with. */
  Encoding<V> encoding() {
    return new Encoding<>(codec);
  }

  Change of(Decision<V> decision, boolean present, Encoding<V> encoding) {
    return switch (decision.action()) {
      case KEEP -> Change.KEEP;
      case ACCESS -> present ? access() : Change.KEEP;
      case REMOVE -> present ? Change.REMOVE : Change.KEEP;
      case WRITE, LOAD -> present ? update(decision, encoding) : create(decision, encoding);
    };
  }

  private Change access() {
    long ttl = expiry.access();
    if (ttl == Ttl.UNCHANGED) {
      return Change.KEEP;
    }
    return ttl == ExpiryRules.IMMEDIATE ? Change.EXPIRE : Change.touch(ttl);
  }

  private Change create(Decision<V> decision, Encoding<V> encoding) {
    Long own = decision.ttl();
    long ttl = own == null ? expiry.creation() : own;
    return ttl == ExpiryRules.IMMEDIATE
        ? Change.KEEP
        : write(decision, ttl, EventKind.CREATED, encoding);
  }

  private Change update(Decision<V> decision, Encoding<V> encoding) {
    Long own = decision.ttl();
    long ttl = own == null ? expiry.update() : own;
    if (ttl == ExpiryRules.IMMEDIATE) {
      return new Change(
          Change.Kind.REMOVE, encoding.of(decision.value()), Ttl.UNCHANGED, EventKind.UPDATED);
    }
    Change change = write(decision, ttl, EventKind.UPDATED, encoding);
    return decision.action() == Decision.Action.LOAD ? change.keepingTags() : change;
  }

  private Change write(Decision<V> decision, long ttl, EventKind event, Encoding<V> encoding) {
    return expiry.tellsFreshness()
        ? Change.write(
            encoding.freshFor(decision.value(), Math.max(0, ttl)), expiry.kept(ttl), event)
        : Change.write(encoding.of(decision.value()), ttl, event);
  }

  /**
   * The change with the decision queued for the cache writer, which is told whether or not the
   * entry itself changes.
   */
  Change queuing(Decision<V> decision, Change change, Encoding<V> encoding) {
    byte[] value = change.value();
    return decision.action().stores() && value == null
        ? change.queuing(encoding.of(decision.value()))
        : change.queuing(value);
  }
}
