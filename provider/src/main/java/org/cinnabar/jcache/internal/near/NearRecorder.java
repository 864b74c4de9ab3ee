package org.cinnabar.jcache.internal.near;

/** Counts what the near cache answers. */
public interface NearRecorder {

  /** Whether anything is recorded at present. */
  boolean isEnabled();

  /** A lookup that was answered here, which took so many nanoseconds. */
  void nearHit(long nanos);

  /** A lookup that goes on to the server. */
  void nearMiss();
}
