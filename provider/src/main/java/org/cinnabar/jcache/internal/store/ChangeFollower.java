package org.cinnabar.jcache.internal.store;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows what changes in a cache, whoever changes it, on a transport thread; no method may block.
 * The messages of a partition come in the order in which they were published, each with the number
 * after the one before. A follower notices by the numbers what didn't come.
 */
public interface ChangeFollower {

  /**
   * A message of the partition came.
   *
   * @param sequence its number among the partition's messages
   * @param key the encoded key of the entry that changed; null when all entries were removed
   */
  void onChanged(int partition, long sequence, byte @Nullable [] key);

  /**
   * Tags were invalidated: the entries of the partition that have one of them are gone.
   *
   * @param sequence the message's number among the partition's
   */
  void onTagsInvalidated(int partition, long sequence, Set<String> tags);

  /**
   * A pulse of this JVM came back: everything published before has come, or is lost.
   *
   * @param sequence the number of the last message published when the server had the pulse
   * @param number what the pulse was sent with
   */
  void onPulse(int partition, long sequence, long number);

  /** Messages of the partition may have been lost, and the numbers may begin anew. */
  void onLost(int partition);
}
