package org.cinnabar.jcache.internal;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import javax.cache.configuration.FactoryBuilder;
import org.cinnabar.jcache.CinnabarConfiguration;
import org.cinnabar.jcache.Prediction;
import org.cinnabar.jcache.ScheduledRefresh;
import org.cinnabar.jcache.Warming;

/** How the settings of scheduled refresh, warming and prediction get into a configuration. */
final class WarmingSettings {
  private static final Map<String, BiConsumer<CinnabarConfiguration<?, ?>, String>> ROWS =
      Map.ofEntries(
          refresh("every", text -> refresh -> refresh.withRate(CacheSettings.duration(text))),
          refresh("cron", text -> refresh -> refresh.withCron(text)),
          refresh("zone", text -> refresh -> refresh.withZone(zone(text))),
          refresh("keys", text -> refresh -> refresh.withKeys(List.of(text.split("[,\\s]+", 0)))),
          refresh("page-size", text -> refresh -> refresh.withPageSize(CacheSettings.number(text))),
          warm("at-start", text -> warming -> warming.withSource(FactoryBuilder.factoryOf(text))),
          warm("rate", text -> warming -> warming.withRate(CacheSettings.number(text))),
          warm(
              "parallelism",
              text -> warming -> warming.withParallelism(CacheSettings.number(text))),
          warm("chunk-size", text -> warming -> warming.withChunkSize(CacheSettings.number(text))),
          warm("fresh-for", text -> warming -> warming.withFreshFor(CacheSettings.duration(text))),
          predict(
              "related-keys",
              text -> predict -> predict.withRelatedKeys(FactoryBuilder.factoryOf(text))),
          predict(
              "queue-size", text -> predict -> predict.withQueueSize(CacheSettings.number(text))));

  private WarmingSettings() {}

  /** These rows and others. */
  static Map<String, BiConsumer<CinnabarConfiguration<?, ?>, String>> and(
      Map<String, BiConsumer<CinnabarConfiguration<?, ?>, String>> others) {
    Map<String, BiConsumer<CinnabarConfiguration<?, ?>, String>> all = new HashMap<>(ROWS);
    all.putAll(others);
    return Map.copyOf(all);
  }

  /** How a text changes a value; the text first. */
  private interface Change<T> extends Function<String, Function<T, T>> {}

  private static Map.Entry<String, BiConsumer<CinnabarConfiguration<?, ?>, String>> refresh(
      String name, Change<ScheduledRefresh> change) {
    return Map.entry(
        "scheduled-refresh." + name,
        (to, text) -> to.setScheduledRefresh(change.apply(text).apply(to.getScheduledRefresh())));
  }

  private static Map.Entry<String, BiConsumer<CinnabarConfiguration<?, ?>, String>> warm(
      String name, Change<Warming> change) {
    return Map.entry(
        "warm." + name, (to, text) -> to.setWarming(change.apply(text).apply(to.getWarming())));
  }

  private static Map.Entry<String, BiConsumer<CinnabarConfiguration<?, ?>, String>> predict(
      String name, Change<Prediction> change) {
    return Map.entry(
        "predict." + name,
        (to, text) -> to.setPrediction(change.apply(text).apply(to.getPrediction())));
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("write a time zone such as Europe/Vienna or UTC", e);
    }
  }
}
