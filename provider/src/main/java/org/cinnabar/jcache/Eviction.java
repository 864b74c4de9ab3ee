package org.cinnabar.jcache;

/**
 * Which entries of a full cache give way to new ones: those that are worth least among some that
 * are drawn by lot. What a cache's entries are worth is estimated on the server, from what all JVMs
 * tell about their lookups and changes; lookups are told a moment later and may get lost.
 */
public enum Eviction {
  /**
   * Those that were used least often, by counts that fade with time (least frequently used). A key
   * that has been asked for before it came is known already. The default: on most loads it has more
   * hits, and entries that are read once don't drive out those that are read all the time.
   */
  LFU,

  /**
   * Those that were used least recently. For loads where what was used just now is what will be
   * used next.
   */
  LRU
}
