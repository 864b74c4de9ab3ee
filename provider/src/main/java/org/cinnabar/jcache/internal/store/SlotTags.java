package org.cinnabar.jcache.internal.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.redisson.connection.CRC16;

/**
 * The hash tags of a cache's partitions, chosen so that their slots lie evenly. The slots of a
 * cluster are cut into as many equal shares as there are partitions, and each share gets one: so a
 * node that has some share of the slots in a row has the same share of the partitions, but for less
 * than two of them, whatever the cache is called.
 *
 * <p>A tag is <code>cache:partition</code>, or <code>cache:partition.3</code> where the slots of
 * that one and of those with 1 and 2 are in shares that are taken. Part of the data layout: tags
 * never change for a format version.
 */
final class SlotTags {
  static final int SLOTS = 16_384;

  private SlotTags() {}

  /**
   * The tags of all partitions, in their order.
   *
   * @param cache the cache's name as it stands in keys
   * @param count how many partitions, at least 1
   */
  static List<String> of(String cache, int count) {
    int shares = Math.min(count, SLOTS);
    int most = (count + shares - 1) / shares;
    int[] taken = new int[shares];
    List<String> tags = new ArrayList<>(count);
    for (int partition = 0; partition < count; partition++) {
      String plain = cache + ":" + partition;
      String tag = plain;
      for (int tries = 1; taken[share(tag, shares)] == most; tries++) {
        tag = plain + "." + tries;
      }
      taken[share(tag, shares)]++;
      tags.add(tag);
    }
    return tags;
  }

  /** The slot that a cluster gives to keys with a tag. */
  static int slot(String tag) {
    return CRC16.crc16(tag.getBytes(StandardCharsets.UTF_8)) % SLOTS;
  }

  private static int share(String tag, int shares) {
    return slot(tag) * shares / SLOTS;
  }
}
