package org.cinnabar.jcache.internal.near;

/** Counts what the near cache answers. */
public interface NearRecorder {

  /** Whether anything is recorded at present. */
  boolean isEnabled();

  /** A lookup was answered here, or goes on to the server. */
  void lookedUp(boolean hit);
}
