package org.cinnabar.jcache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import javax.cache.Cache;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.integration.CacheLoader;
import org.awaitility.Awaitility;
import org.cinnabar.jcache.testing.Ledger;

/** One of the processes of {@link LoadingJvmsTest}. */
public final class LoadWorker {
  static final int JVMS = 4;
  static final int THREADS = 64;
  static final int ROUNDS = 50;
  static final Duration LEASE = Duration.ofSeconds(2);
  private static final long LOAD_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private LoadWorker() {}

  public static void main(String[] arguments) throws Exception {
    Queue<String> loaded = new ConcurrentLinkedQueue<>();
    try (CinnabarCachingProvider provider = new CinnabarCachingProvider()) {
      Loader loader =
          new Loader(
              key -> {
                loaded.add(key);
                if (arguments[1].equals("hang")) {
                  hang("loading");
                } else if (arguments[1].equals("wait")) {
                  untilTold("loading");
                }
                LockSupport.parkNanos(LOAD_NANOS);
              });
      Cache<String, Integer> cache =
          provider
              .getCacheManager(URI.create(arguments[0]), null, null)
              .createCache("cache", settings(loader));
      if (arguments[1].equals("stored")) {
        cache.registerCacheEntryListener(
            new MutableCacheEntryListenerConfiguration<>(
                FactoryBuilder.factoryOf(new Hanging()), null, false, true));
      }
      if (arguments.length > 2) {
        rounds(cache, new Ledger(Path.of(arguments[2]), 1));
      } else {
        cache.get("k");
      }
    }
    System.out.println(loaded.stream().sorted().collect(Collectors.joining(" ")));
  }

  static CinnabarConfiguration<String, Integer> settings(CacheLoader<String, Integer> loader) {
    CinnabarConfiguration<String, Integer> settings =
        new CinnabarConfiguration<String, Integer>()
            .setTypes(String.class, Integer.class)
            .setLoadPolicy(LoadPolicy.DEFAULT.withLease(LEASE));
    settings.setReadThrough(true).setCacheLoaderFactory(() -> loader);
    return settings;
  }

  /** All threads of all processes miss one key after another together. */
  private static void rounds(Cache<String, Integer> cache, Ledger ledger) throws Exception {
    cache.containsKey("connected");
    CyclicBarrier begin = new CyclicBarrier(THREADS);
    List<Callable<Void>> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      boolean first = i == 0;
      threads.add(
          () -> {
            for (int round = 0; round < ROUNDS; round++) {
              if (first) {
                meet(ledger, round);
              }
              begin.await();
              if (cache.get("round-" + round) != 1) {
                throw new IllegalStateException("another value");
              }
              begin.await();
            }
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
  }

  private static void meet(Ledger ledger, int round) {
    ledger.arrive(round);
    Awaitility.await("the other processes")
        .atMost(Duration.ofMinutes(1))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> ledger.arrived(round) >= JVMS);
  }

  /** Says where it is, and stays there until it is killed. */
  private static void hang(String where) {
    System.out.println(where);
    System.out.flush();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Says where it is, and stays there until its input ends. */
  private static void untilTold(String where) {
    System.out.println(where);
    System.out.flush();
    try {
      while (System.in.read() >= 0) {
        // there is nothing to read
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Hangs where the entry is stored and its lease not given back. */
  public static final class Hanging
      implements CacheEntryCreatedListener<String, Integer>, java.io.Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public void onCreated(
        Iterable<javax.cache.event.CacheEntryEvent<? extends String, ? extends Integer>> events) {
      hang("stored");
    }
  }

  /** Gives 1 for every key. */
  record Loader(java.util.function.Consumer<String> before)
      implements CacheLoader<String, Integer> {
    @Override
    public Integer load(String key) {
      before.accept(key);
      return 1;
    }

    @Override
    public Map<String, Integer> loadAll(Iterable<? extends String> keys) {
      Map<String, Integer> loaded = new HashMap<>();
      keys.forEach(key -> loaded.put(key, load(key)));
      return loaded;
    }
  }
}
