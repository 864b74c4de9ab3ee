package org.cinnabar.jcache.internal;

import org.cinnabar.jcache.CinnabarConfiguration;
import org.cinnabar.jcache.internal.operation.ExpiryRules;

/** What doesn't go together with refreshing entries ahead of time. */
final class RefreshContradictions {
  private RefreshContradictions() {}

  static void find(CinnabarConfiguration<?, ?> from, ExpiryRules expiry, Contradictions found) {
    if (!from.getRefreshAhead().isOn()) {
      return;
    }
    String setting = "refresh.share, refresh.early and refresh.stale-for ";
    found.addIf(
        from.getCacheLoaderFactory() == null,
        setting + "load entries again, but the cache has no loader: set a cache loader factory");
    found.addIf(
        !from.isReadThrough(),
        setting + "load entries again when they are looked up: set read-through");
    found.addIf(
        expiry.isEternal(),
        setting
            + "look at when entries expire, but the expiry policy makes them eternal: set a"
            + " created or modified expiry policy");
    found.addIf(
        !expiry.ignoresAccess(),
        setting
            + "need an expiry policy that gives entries no more time when they are looked up:"
            + " set a standard created or modified one");
  }
}
