package org.cinnabar.jcache.internal.near;

import java.util.Set;
import org.cinnabar.jcache.internal.codec.EntryTags;
import org.jspecify.annotations.Nullable;

/**
 * A copy of an entry: the envelope, or once it was looked at the value itself, if nobody can change
 * that.
 */
final class NearEntry {
  /** The partition's generation in which it was read. */
  final Generation generation;

  /** The number of the partition's last message when it was read: it has all changes up to that. */
  final long sequence;

  /** When it must not be served any more, by the near cache's clock. */
  final long deadline;

  private final Set<String> tags;
  private volatile @Nullable Object value;
  private volatile byte @Nullable [] envelope;

  NearEntry(byte[] envelope, Generation generation, long sequence, long deadline) {
    this.envelope = envelope;
    Set<String> known = EntryTags.of(envelope);
    this.tags = known == null ? Set.of() : known;
    this.generation = generation;
    this.sequence = sequence;
    this.deadline = deadline;
  }

  /** The value, if it is kept; null when it must be decoded. */
  @Nullable Object value() {
    return value;
  }

  /** The envelope; null once the value is kept. */
  byte @Nullable [] envelope() {
    return envelope;
  }

  /** The entry's tags; empty for none. */
  Set<String> tags() {
    return tags;
  }

  /** Keeps a value that nobody can change, instead of the envelope. */
  void keep(Object decoded) {
    value = decoded;
    envelope = null;
  }

  /** The bytes of the envelope of a new entry. */
  int weight() {
    byte[] bytes = envelope;
    return bytes == null ? 0 : bytes.length;
  }
}
