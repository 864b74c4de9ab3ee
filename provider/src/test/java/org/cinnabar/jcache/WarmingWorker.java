package org.cinnabar.jcache;

import java.net.URI;
import org.cinnabar.jcache.testing.MapLoader;

/** A process that warms a cache, slowly. */
public final class WarmingWorker {
  private WarmingWorker() {}

  public static void main(String[] arguments) throws Exception {
    try (CinnabarCachingProvider provider = new CinnabarCachingProvider()) {
      provider
          .getCacheManager(URI.create(arguments[0]), null, null)
          .createCache(
              "cache",
              WarmingAtStartTest.configuration(
                  new MapLoader<>(key -> "worker"),
                  Warming.atStart(WarmingAtStartTest.Numbers::new)
                      .withRate(100)
                      .withChunkSize(10)));
      while (System.in.read() >= 0) {
        // until the test ends
      }
    }
  }
}
