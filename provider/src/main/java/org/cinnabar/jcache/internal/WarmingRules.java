package org.cinnabar.jcache.internal;

import java.util.Collection;
import org.cinnabar.jcache.CinnabarConfiguration;
import org.cinnabar.jcache.ScheduledRefresh;
import org.cinnabar.jcache.internal.warming.NamedKeys;

/** What doesn't go together in the settings of scheduled refresh, warming and prediction. */
final class WarmingRules {
  private static final String LOADER =
      " needs a cache loader: set a cache loader factory, or remove ";

  private WarmingRules() {}

  static void check(CinnabarConfiguration<?, ?> configuration, Contradictions found) {
    boolean loader = configuration.getCacheLoaderFactory() != null;
    ScheduledRefresh refresh = configuration.getScheduledRefresh();
    found.addIf(
        refresh.isOn() && !loader,
        "scheduled-refresh" + LOADER + "scheduled-refresh.every or scheduled-refresh.cron");
    found.addIf(
        refresh.getRate() != null && refresh.getCron() != null,
        "scheduled-refresh.every and scheduled-refresh.cron both say when to refresh: set one");
    found.addIf(
        refresh.getRate() != null && refresh.getZone() != null,
        "scheduled-refresh.zone is for scheduled-refresh.cron, but scheduled-refresh.every is set:"
            + " remove the zone");
    found.addIf(
        !refresh.isOn() && !refresh.getKeys().isEmpty(),
        "scheduled-refresh.keys says what to refresh, but nothing says when: set"
            + " scheduled-refresh.every or scheduled-refresh.cron");
    checkKeys(configuration.getKeyType(), refresh.getKeys(), found);
    found.addIf(
        configuration.getWarming().isOn() && !loader, "warm.at-start" + LOADER + "warm.at-start");
    found.addIf(
        configuration.getPrediction().isOn() && !loader,
        "predict.related-keys" + LOADER + "predict.related-keys");
  }

  private static void checkKeys(Class<?> type, Collection<?> keys, Contradictions found) {
    try {
      NamedKeys.of(type, keys);
    } catch (IllegalArgumentException e) {
      found.addIf(true, "scheduled-refresh.keys: " + e.getMessage());
    }
  }
}
