package org.cinnabar.benchmarks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.se.SeContainer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.cache.annotation.CacheResult;
import org.cinnabar.benchmarks.data.Size;
import org.cinnabar.benchmarks.peer.Expiry;
import org.cinnabar.benchmarks.peer.Peer;
import org.cinnabar.benchmarks.peer.ServerKind;
import org.cinnabar.benchmarks.peer.Target;
import org.cinnabar.cdi.CinnabarExtension;
import org.jboss.weld.environment.se.Weld;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A method with {@code @CacheResult} whose result is cached already, on Weld. */
public class AnnotatedHits {
  private static final int ENTRIES = 1 << 10;

  /** The bean. */
  @ApplicationScoped
  public static class Catalog {
    private final AtomicLong calls = new AtomicLong();

    /** What is cached: a string of 100 characters. */
    @CacheResult(cacheName = Target.CACHE)
    public String find(String product) {
      calls.incrementAndGet();
      return (String) Size.BYTES_100.value(product.hashCode());
    }

    /** How often that was called. */
    public long calls() {
      return calls.get();
    }
  }

  /** An application, its cache filled. */
  @State(Scope.Benchmark)
  @SuppressWarnings("NullAway.Init") // JMH sets it up
  public static class Application {
    /** Whose provider. */
    @Param Peer peer;

    private final List<String> products = new ArrayList<>();
    private SeContainer container;
    private Catalog catalog;

    /** Starts the application and calls the method for each argument. */
    @Setup(Level.Trial)
    public void start() {
      configure();
      container =
          new Weld()
              .disableDiscovery()
              .beanClasses(Catalog.class)
              .addExtension(new CinnabarExtension())
              .initialize();
      catalog = container.select(Catalog.class).get();
      for (int i = 0; i < ENTRIES; i++) {
        products.add("product-%06d".formatted(i));
        catalog.find(products.get(i));
      }
      products.forEach(catalog::find); // a near cache keeps what was read
    }

    /** Stops the application and checks that what was measured were hits. */
    @TearDown(Level.Trial)
    public void stop() {
      long calls = catalog.calls();
      container.close();
      if (calls != ENTRIES) {
        throw new IllegalStateException("The method was called " + calls + " times");
      }
    }

    private void configure() {
      Target target = Target.of(peer, String.class, Expiry.ETERNAL);
      if (peer.server() == ServerKind.NONE) {
        System.setProperty(
            "cinnabar.cdi.provider",
            com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider.class.getName());
        return;
      }
      RedisStatistics.flush(target);
      System.setProperty("cinnabar.cdi.provider", "org.cinnabar.jcache.CinnabarCachingProvider");
      System.setProperty("cinnabar.redis", "redis://" + target.host() + ":" + target.port());
      System.setProperty("cinnabar.deadline", "10s");
      if (peer == Peer.CINNABAR_NEAR) {
        System.setProperty("cinnabar.caches." + Target.CACHE + ".near.size", "100000");
      }
    }
  }

  /** A thread's place in the arguments. */
  @State(Scope.Thread)
  public static class Place {
    private int at;
  }

  /** The hit. */
  @Benchmark
  public String cacheResult(Application application, Place place) {
    return application.catalog.find(application.products.get(place.at++ & (ENTRIES - 1)));
  }
}
