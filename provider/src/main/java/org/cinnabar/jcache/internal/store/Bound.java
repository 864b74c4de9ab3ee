package org.cinnabar.jcache.internal.store;

import org.cinnabar.jcache.Eviction;

/**
 * How many entries a partition may have, and which make room for others.
 *
 * @param share how many, at least 1
 * @param eviction which make room
 */
public record Bound(int share, Eviction eviction) {
  private static final int CELLS_A_PIECE = 512;

  /** Of 4 bits each. With fewer, keys that are seldom used can't be told from those never used. */
  private static final int CELLS_AN_ENTRY_OFTEN = 32;

  /** Of 16 bits each. */
  private static final int CELLS_AN_ENTRY_RECENT = 8;

  /** A string of estimates has at most 64 MiB. */
  private static final int MOST_CELLS_OFTEN = 1 << 27;

  private static final int MOST_CELLS_RECENT = 1 << 25;

  /** The bound of each partition, so that all together may have so many entries. */
  public static Bound of(int entries, int partitions, Eviction eviction) {
    return new Bound(1 + (entries - 1) / partitions, eviction);
  }

  /** The bound as {@code usage.lua} takes it. */
  String text() {
    boolean recent = eviction == Eviction.LRU;
    long wanted = (long) share * (recent ? CELLS_AN_ENTRY_RECENT : CELLS_AN_ENTRY_OFTEN);
    long cells = Math.min(wanted, recent ? MOST_CELLS_RECENT : MOST_CELLS_OFTEN);
    return (recent ? 1 : 0) + " " + share + " " + (1 + (cells - 1) / CELLS_A_PIECE);
  }
}
