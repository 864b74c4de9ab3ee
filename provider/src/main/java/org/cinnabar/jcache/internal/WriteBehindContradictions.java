package org.cinnabar.jcache.internal;

import org.cinnabar.jcache.CinnabarConfiguration;
import org.cinnabar.jcache.WriteBehind;

/** What doesn't go together in how a cache is written behind. */
final class WriteBehindContradictions {
  private WriteBehindContradictions() {}

  static void add(CinnabarConfiguration<?, ?> configuration, Contradictions found) {
    WriteBehind behind = configuration.getWriteBehind();
    if (!behind.isEnabled()) {
      return;
    }
    found.addIf(
        configuration.getCacheWriterFactory() == null,
        "write-behind is enabled, but there is no cache writer: set a writer, or"
            + " write-behind.enabled to false");
    found.addIf(
        !configuration.isWriteThrough(),
        "write-behind is enabled, but write-through isn't, so that no writer would be told: set"
            + " write-through to true, or write-behind.enabled to false");
    found.addIf(
        behind.getMaxBacklog() < behind.getBatchSize(),
        "write-behind.max-backlog is "
            + behind.getMaxBacklog()
            + ", less than write-behind.batch-size, "
            + behind.getBatchSize()
            + ": a batch would never be full");
    found.addIf(
        behind.getBackoff().compareTo(behind.getMaxBackoff()) > 0,
        "write-behind.backoff is "
            + behind.getBackoff()
            + ", more than write-behind.max-backoff, "
            + behind.getMaxBackoff());
  }
}
