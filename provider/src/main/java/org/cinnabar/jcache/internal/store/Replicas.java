package org.cinnabar.jcache.internal.store;

/** Whether a read may be answered by a replica of the server that has the entry. */
enum Replicas {
  /** The master answers. */
  NEVER,
  /** A replica answers where the client knows one, and reads from replicas at all. */
  PREFERRED
}
