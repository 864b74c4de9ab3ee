package org.cinnabar.jcache;

/** Which servers a cache looks entries up on, where there are a master and replicas of it. */
public enum ReadFrom {
  /** On the master, so that every lookup sees what was written before it. */
  MASTER,

  /**
   * On a replica, or on the master while there is no replica. A replica is behind its master, a
   * moment at most times and for longer when it or its connection is slow: a lookup may miss an
   * entry that was just written, this thread's own included, find one that was just removed, and
   * find an older value after a newer one. Whether an entry has expired is told by the replica's
   * clock.
   */
  REPLICA
}
