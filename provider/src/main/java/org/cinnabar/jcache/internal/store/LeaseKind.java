package org.cinnabar.jcache.internal.store;

import java.util.function.Function;

/**
 * What leases are for.
 *
 * @param place the hash of a partition that they stand in
 * @param millis how long one lives unless it is renewed, in milliseconds
 * @param channel where keys are published that are given back; empty for nowhere
 */
record LeaseKind(Function<KeyNames.Partition, String> place, long millis, String channel) {
  /** Leases that keep other writers out. */
  static final LeaseKind WRITING = new LeaseKind(KeyNames.Partition::leases, 10_000, "");

  /** Whether leases that others may have had meanwhile are not taken again. */
  boolean endsWhenLost() {
    return place != WRITING.place;
  }

  /** The hash that the leases of a part stand in. */
  String placeIn(LeaseManager.Part part) {
    return place.apply(part.partition());
  }
}
