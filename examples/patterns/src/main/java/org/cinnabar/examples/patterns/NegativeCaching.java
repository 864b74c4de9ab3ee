package org.cinnabar.examples.patterns;

import java.math.BigDecimal;
import java.time.Duration;
import javax.cache.CacheManager;
import org.cinnabar.jcache.CinnabarCache;
import org.cinnabar.jcache.CinnabarConfiguration;
import org.cinnabar.jcache.LoadPolicy;

/** It is remembered for a while what the database doesn't have. */
final class NegativeCaching implements Pattern {

  private static final Product KETTLE = new Product(5000, "Kettle", "tea", new BigDecimal("45.00"));

  private final Stage stage;

  NegativeCaching(Stage stage) {
    this.stage = stage;
  }

  @SuppressWarnings("unchecked") // the same cache
  private CinnabarCache<Integer, Product> cache(
      CacheManager manager, String name, Duration nullFor) {
    return manager
        .createCache(
            name,
            new CinnabarConfiguration<>(ReadThrough.configuration(stage.shop()))
                .setLoadPolicy(LoadPolicy.DEFAULT.withNullFor(nullFor)))
        .unwrap(CinnabarCache.class);
  }

  @Override
  public void play() {
    CinnabarCache<Integer, Product> here =
        cache(stage.manager(), "products", Duration.ofMinutes(1));
    CinnabarCache<Integer, Product> there =
        cache(stage.otherJvm(), "products", Duration.ofMinutes(1));
    CinnabarCache<Integer, Product> brief = cache(stage.manager(), "brief", Duration.ofMillis(300));
    stage.show("a product that doesn't exist", () -> here.get(5000));
    stage.show("the same again", () -> here.get(5000));
    stage.show("the same in another JVM", () -> there.get(5000));
    stage.show("does the cache have an entry?", () -> here.containsKey(5000));
    stage.show("ask where nulls stay for 300 ms", () -> brief.get(5000));
    stage.act("it comes on sale", () -> stage.shop().add(KETTLE));
    stage.show("nobody told the cache", () -> there.get(5000));
    stage.act("tell it", () -> here.invalidate(5000));
    stage.show("read it", () -> there.get(5000));
    stage.act(
        "the other cache finds it by itself",
        () -> stage.await("the product", () -> KETTLE.equals(brief.get(5000))));
  }
}
