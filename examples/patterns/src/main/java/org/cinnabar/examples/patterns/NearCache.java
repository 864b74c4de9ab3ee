package org.cinnabar.examples.patterns;

import javax.cache.Cache;
import javax.cache.CacheManager;
import org.cinnabar.jcache.CinnabarConfiguration;
import org.cinnabar.jcache.CinnabarStatisticsMXBean;

/** Two levels before the database: this JVM's memory, and the Redis that all JVMs share. */
final class NearCache implements Pattern {

  private final Stage stage;
  private final Cache<Integer, Product> here;
  private final Cache<Integer, Product> there;

  NearCache(Stage stage) {
    this.stage = stage;
    this.here = cache(stage.manager());
    this.there = cache(stage.otherJvm());
  }

  private Cache<Integer, Product> cache(CacheManager manager) {
    CinnabarConfiguration<Integer, Product> configuration =
        new CinnabarConfiguration<>(WriteThrough.configuration(stage.shop())).setNearSize(10_000);
    configuration.setStatisticsEnabled(true);
    return manager.createCache("products", configuration);
  }

  @Override
  public void play() {
    Product machine = stage.show("read here", () -> here.get(1));
    stage.show("read in another JVM", () -> there.get(1));
    stage.act("read on here, to 1000 near hits", this::readOften);
    stage.act("put another price there", () -> there.put(1, machine.at("229.00")));
    stage.await("the news", () -> here.get(1).equals(machine.at("229.00")));
    stage.show("soon it is read here, too", () -> here.get(1));
    report("here", Statistics.of(here));
    report("there", Statistics.of(there));
  }

  private void readOften() {
    while (Statistics.of(here).getNearHits() < 1000) {
      here.get(1);
    }
  }

  private void report(String where, CinnabarStatisticsMXBean layers) {
    stage.say(
        "%-7s%d by the near cache, %d by Redis, %d by the database"
            .formatted(
                where,
                layers.getNearHits(),
                layers.getCacheHits() - layers.getNearHits(),
                layers.getCacheMisses()));
  }
}
