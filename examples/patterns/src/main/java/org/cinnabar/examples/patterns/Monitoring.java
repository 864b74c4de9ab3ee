package org.cinnabar.examples.patterns;

import java.util.function.Consumer;
import javax.cache.Cache;
import org.cinnabar.jcache.CinnabarStatisticsMXBean;

/** Somebody looks at the statistics now and then, and raises an alarm. */
final class Monitoring implements Pattern {

  private static final int LEAST_HIT_PERCENTAGE = 80;

  private final Stage stage;
  private final Cache<Integer, Product> products;

  Monitoring(Stage stage) {
    this.stage = stage;
    this.products =
        stage
            .manager()
            .createCache(
                "products", ReadThrough.configuration(stage.shop()).setStatisticsEnabled(true));
  }

  /** Compares each look with the one before, so that yesterday's hits don't hide today's misses. */
  static final class Watch implements Runnable {

    private final CinnabarStatisticsMXBean statistics;
    private final Consumer<String> alarm;
    private long hits;
    private long lookups;

    Watch(CinnabarStatisticsMXBean statistics, Consumer<String> alarm) {
      this.statistics = statistics;
      this.alarm = alarm;
    }

    @Override
    public void run() {
      long newHits = statistics.getCacheHits() - hits;
      long newLookups = statistics.getCacheGets() - lookups;
      hits += newHits;
      lookups += newLookups;
      if (newHits * 100 < newLookups * LEAST_HIT_PERCENTAGE) {
        alarm.accept("only " + newHits + " of " + newLookups + " lookups were hits");
      }
      if (statistics.getUndecodableReads() > 0) {
        alarm.accept("entries can't be read: do all JVMs run the same version?");
      }
    }
  }

  @Override
  public void play() {
    // An application has this run each minute, by a ScheduledExecutorService.
    Watch watch = new Watch(Statistics.of(products), text -> stage.say("ALARM: " + text));
    stage.act("look at products 1 to 10", () -> readOften(10, 10));
    watch.run();
    stage.act("a crawler reads all", () -> readOften(1, 1000));
    watch.run();
  }

  private void readOften(int times, int count) {
    for (int i = 0; i < times; i++) {
      for (int id = 1; id <= count; id++) {
        products.get(id);
      }
    }
  }
}
