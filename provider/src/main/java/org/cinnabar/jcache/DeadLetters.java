package org.cinnabar.jcache;

import java.util.List;

/**
 * The writes of a cache that its cache writer refused until they were given up; see {@link
 * CinnabarCache#deadLetters()}. They stay until they are replayed or discarded, or made void: while
 * writes of a key are {@linkplain WriteBehind#withCoalescing joined}, a key has one dead letter at
 * most, which goes when a later write of the key is written.
 *
 * @param <K> the key type
 * @param <V> the value type
 */
public interface DeadLetters<K, V> {

  /** How many there are, in all partitions. */
  long count();

  /**
   * Reads some, the oldest of each partition first.
   *
   * @param most how many at most, of each partition; at least 1
   * @throws IllegalArgumentException when it is below 1
   */
  List<DeadLetter<K, V>> read(int most);

  /**
   * Has all that there are now tried again, soon and before the writes that wait, by the JVM that
   * writes at present. What the writer refuses again comes back, with a new number of tries.
   *
   * @return how many they are
   */
  long replay();

  /**
   * Removes all that there are: they will not be written.
   *
   * @return how many they were
   */
  long discard();
}
