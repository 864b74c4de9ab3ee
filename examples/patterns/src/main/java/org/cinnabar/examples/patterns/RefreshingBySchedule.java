package org.cinnabar.examples.patterns;

import java.time.Duration;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.CacheManager;
import org.cinnabar.jcache.CinnabarConfiguration;
import org.cinnabar.jcache.ScheduledRefresh;

/** All that is cached is loaded anew now and then, by one JVM for all. */
final class RefreshingBySchedule implements Pattern {

  private final Stage stage;
  private final SlowLoader loader;
  private final Cache<Integer, Product> here;
  private final Cache<Integer, Product> there;

  RefreshingBySchedule(Stage stage) {
    this.stage = stage;
    this.loader = new SlowLoader(stage.shop());
    this.here = cache(stage.manager());
    this.there = cache(stage.otherJvm());
  }

  private Cache<Integer, Product> cache(CacheManager manager) {
    CinnabarConfiguration<Integer, Product> configuration =
        new CinnabarConfiguration<>(ReadThrough.configuration(stage.shop()))
            .setScheduledRefresh(ScheduledRefresh.every(Duration.ofSeconds(1)).withPageSize(500));
    configuration.setCacheLoaderFactory(() -> loader);
    return manager.createCache("products", configuration);
  }

  @Override
  public void play() {
    try (loader) {
      loader.answerOnce();
      stage.show("read four at once", () -> here.getAll(Set.of(1, 2, 3, 4)).size() + " products");
      Product machine = stage.show("read one in another JVM", () -> there.get(1));
      stage.act("an import changes the price", () -> stage.shop().store(machine.at("229.00")));
      stage.show("read it", () -> there.get(1));
      stage.act("a second is over: all four", () -> refresh(machine.at("229.00")));
      stage.show("read it", () -> there.get(1));
      stage.show("and here", () -> here.get(1));
    }
  }

  /** The database answers the refresh, wherever that takes place. */
  private void refresh(Product expected) {
    stage.await("a refresh", () -> loader.waiting() == 1);
    loader.answerOnce();
    stage.await("the new price", () -> expected.equals(there.get(1)));
  }
}
