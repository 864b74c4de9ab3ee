package org.cinnabar.jcache.internal.near;

import java.util.Set;

/**
 * What a near cache is bounded by: entries, bytes, or both; at least one is above 0.
 *
 * @param entries how many entries it holds
 * @param bytes how many bytes their envelopes have together
 * @param maxAgeNanos how long an entry stays at most; {@link Long#MAX_VALUE} for no limit
 * @param immutableClasses names of classes whose instances nobody changes
 */
public record NearSettings(
    long entries, long bytes, long maxAgeNanos, Set<String> immutableClasses) {
  /** Copies the names. */
  public NearSettings {
    immutableClasses = Set.copyOf(immutableClasses);
  }
}
