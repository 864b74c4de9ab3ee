package org.cinnabar.jcache.internal.operation;

import org.jspecify.annotations.Nullable;

/**
 * How an operation ended.
 *
 * @param present whether there was a live entry before
 * @param prior its value, where the operation asked for it; null when absent
 * @param decision the decision that was applied
 * @param stored whether a value was stored; false when the entry expired at creation
 * @param <V> the value type
 */
public record Outcome<V>(
    boolean present, @Nullable V prior, Decision<V> decision, boolean stored) {}
