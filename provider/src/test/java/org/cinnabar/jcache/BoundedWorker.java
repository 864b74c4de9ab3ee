package org.cinnabar.jcache;

import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.cache.Cache;
import org.cinnabar.jcache.testing.StatisticsBean;

/**
 * One of the processes that {@link BoundedCacheTest} fills a cache with; prints how many entries
 * made room for its own.
 */
public final class BoundedWorker {
  static final int ENTRIES = 1_000;
  private static final int THREADS = 4;

  private BoundedWorker() {}

  public static void main(String[] arguments) throws Exception {
    try (CinnabarCachingProvider provider = new CinnabarCachingProvider()) {
      CinnabarConfiguration<String, Integer> configuration =
          new CinnabarConfiguration<String, Integer>()
              .setTypes(String.class, Integer.class)
              .setPartitions(1)
              .setMaxEntries(Integer.parseInt(arguments[2]));
      configuration.setStatisticsEnabled(true);
      Cache<String, Integer> cache =
          provider
              .getCacheManager(URI.create(arguments[0]), null, null)
              .createCache("cache", configuration);
      fill(cache, arguments[1]);
      System.out.println(StatisticsBean.figure(cache, "CacheEvictions"));
    }
  }

  private static void fill(Cache<String, Integer> cache, String name) throws Exception {
    List<Callable<Void>> threads =
        IntStream.range(0, THREADS)
            .<Callable<Void>>mapToObj(
                thread ->
                    () -> {
                      for (int i = thread; i < ENTRIES; i += THREADS) {
                        cache.put(name + i, i);
                        cache.get(name + i / 2);
                      }
                      return null;
                    })
            .toList();
    ExecutorService executor = Executors.newFixedThreadPool(THREADS);
    try {
      for (Future<Void> thread : executor.invokeAll(threads)) {
        thread.get();
      }
    } finally {
      executor.shutdown();
    }
  }
}
