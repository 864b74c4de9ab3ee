package org.cinnabar.jcache.internal.near;

/**
 * A copy of an entry. Its payload is the envelope, or once it was looked at the value itself, if
 * nobody can change that.
 */
final class NearEntry {
  /** The partition's generation in which it was read. */
  final Generation generation;

  /** The number of the partition's last message when it was read: it has all changes up to that. */
  final long sequence;

  /** When it must not be served any more, by the near cache's clock. */
  final long deadline;

  /** The size of the envelope in bytes. */
  final int weight;

  /** A {@code byte[]} is an envelope: no value that is kept as such has that type. */
  volatile Object payload;

  NearEntry(byte[] envelope, Generation generation, long sequence, long deadline) {
    this.payload = envelope;
    this.weight = envelope.length;
    this.generation = generation;
    this.sequence = sequence;
    this.deadline = deadline;
  }
}
