package org.cinnabar.jcache.internal.operation;

/** Takes what operations count. */
public interface Recorder {

  /** Whether anything is recorded at present. */
  boolean isEnabled();

  /** Adds an operation's tally and its duration in nanoseconds. */
  void record(Tally tally, long nanos);
}
