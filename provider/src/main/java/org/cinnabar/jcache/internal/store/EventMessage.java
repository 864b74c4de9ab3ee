package org.cinnabar.jcache.internal.store;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A message of a cache's event channel, as the header of {@code events.lua} defines it. */
sealed interface EventMessage {
  /** The partition it is about. */
  int partition();

  /** Its number among the partition's messages; a pulse has that of the last one. */
  long sequence();

  /** An event for listeners. */
  record Happened(int partition, long sequence, StoreEvent event) implements EventMessage {}

  /** All entries of the partition were removed. */
  record Cleared(int partition, long sequence) implements EventMessage {}

  /** The entry of an encoded key changed, and no listener wants to know how. */
  record Changed(int partition, long sequence, byte[] key) implements EventMessage {}

  /** Tags were invalidated: the entries of the partition that have one of them are gone. */
  record TagsInvalidated(int partition, long sequence, Set<String> tags) implements EventMessage {}

  /** What a node sent to hear itself. */
  record Pulse(int partition, long sequence, String node, long number) implements EventMessage {}

  /** The encoded key of the entry that changed; null when it isn't about one. */
  default byte @Nullable [] changedKey() {
    if (this instanceof Happened happened) {
      return happened.event().key();
    }
    return this instanceof Changed changed ? changed.key() : null;
  }
}
