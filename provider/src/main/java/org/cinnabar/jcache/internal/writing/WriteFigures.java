package org.cinnabar.jcache.internal.writing;

/** How a cache's queue of writes does, as this JVM last saw it. */
public interface WriteFigures {

  /** How many writes wait. */
  long backlog();

  /** How long the oldest of them has waited, in milliseconds. */
  long lag();

  /** How many dead letters there are. */
  long deadLetters();

  /** How many queued writes this JVM's writer has taken. */
  long written();

  /** How often this JVM's writer failed. */
  long failures();
}
