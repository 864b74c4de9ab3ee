package org.cinnabar.jcache;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A write that the cache writer refused until it was given up.
 *
 * @param key the key; null when this JVM can't decode it
 * @param value what was to be written; null for a deletion, and when this JVM can't decode it
 * @param deletion whether the key was to be deleted
 * @param tries how often the writer was told; 0 when the write could not be decoded
 * @param failure the exception of the last try, class and message
 * @param since when the write was made, by the server's clock
 * @param <K> the key type
 * @param <V> the value type
 */
public record DeadLetter<K, V>(
    @Nullable K key,
    @Nullable V value,
    boolean deletion,
    int tries,
    String failure,
    Instant since) {

  /** Shows no key and no value: they may be secrets. */
  @Override
  public String toString() {
    return "DeadLetter["
        + (deletion ? "deletion" : "write")
        + ", tries "
        + tries
        + ", "
        + since
        + "]";
  }
}
