package org.cinnabar.jcache;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import org.awaitility.Awaitility;

/**
 * One of the processes that {@link TwoJvmsTest} sets on the same entries; prints how often it won.
 */
public final class JvmWorker {
  static final int THREADS = 4;
  static final int INCREMENTS = 200;

  private JvmWorker() {}

  public static void main(String[] arguments) throws Exception {
    try (CinnabarCachingProvider provider = new CinnabarCachingProvider()) {
      Cache<String, Integer> cache =
          provider
              .getCacheManager(URI.create(arguments[0]), null, null)
              .createCache(
                  "cache",
                  new CinnabarConfiguration<String, Integer>()
                      .setTypes(String.class, Integer.class));
      meet(cache);
      System.out.println(work(cache, arguments[1], Integer.parseInt(arguments[2])));
    }
  }

  /** Both processes begin together: each adds itself and waits for the other. */
  private static void meet(Cache<String, Integer> cache) {
    cache.invoke("started", (entry, arguments) -> add(entry));
    Awaitility.await("the other process")
        .atMost(Duration.ofSeconds(30))
        .until(() -> cache.get("started") == 2);
  }

  private static Integer add(javax.cache.processor.MutableEntry<String, Integer> entry) {
    int next = entry.exists() ? entry.getValue() + 1 : 1;
    entry.setValue(next);
    return next;
  }

  private static int work(Cache<String, Integer> cache, String task, int rounds) throws Exception {
    AtomicInteger won = new AtomicInteger();
    CyclicBarrier begin = new CyclicBarrier(THREADS);
    List<Callable<Void>> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      threads.add(
          () -> {
            begin.await();
            won.addAndGet(race(cache, task, rounds));
            return null;
          });
    }
    ExecutorService executor = Executors.newFixedThreadPool(THREADS);
    try {
      for (Future<Void> thread : executor.invokeAll(threads)) {
        thread.get();
      }
    } finally {
      executor.shutdown();
    }
    return won.get();
  }

  private static int race(Cache<String, Integer> cache, String task, int rounds) {
    return switch (task) {
      case "increment" -> {
        for (int i = 0; i < INCREMENTS; i++) {
          cache.invoke("counter", (entry, arguments) -> add(entry));
        }
        yield INCREMENTS;
      }
      case "putIfAbsent" -> {
        int won = 0;
        for (int round = 0; round < rounds; round++) {
          won += cache.putIfAbsent("round-" + round, round) ? 1 : 0;
        }
        yield won;
      }
      case "replace" -> {
        int won = 0;
        for (int round = 0; round < rounds; round++) {
          won += cache.replace("contended", round, round + 1) ? 1 : 0;
        }
        yield won;
      }
      default -> throw new IllegalArgumentException(task);
    };
  }
}
