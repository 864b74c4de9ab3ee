package org.cinnabar.jcache.internal.store;

/** Tells apart what caches do by themselves, for tests that count what operations do. */
public final class BackgroundScripts {
  private BackgroundScripts() {}

  /** Whether a line of the server's monitor is a sweep, which may come at any time. */
  public static boolean isSweep(String line) {
    return line.contains(Script.SWEEP.digest()) || line.contains("-- Removes overdue entries");
  }
}
