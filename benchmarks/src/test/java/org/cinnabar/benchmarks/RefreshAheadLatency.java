package org.cinnabar.benchmarks;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import javax.cache.Cache;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.integration.CacheLoader;
import org.cinnabar.benchmarks.peer.ServerKind;
import org.cinnabar.benchmarks.server.Servers;
import org.cinnabar.jcache.CinnabarCachingProvider;
import org.cinnabar.jcache.CinnabarConfiguration;
import org.cinnabar.jcache.RefreshAhead;

/**
 * Whether readers wait for loaders under refresh-ahead: eight of them, half on a cache manager of
 * their own each, read keys by Zipf's law over some lifetimes of the entries. Before that they read
 * entries that don't expire, at the same pace; the median of those reads is taken as the round
 * trip.
 */
public final class RefreshAheadLatency {
  private static final int READERS = 8;
  private static final int KEYS = 200;
  private static final int LIVES = 15;
  private static final long LIFE_MILLIS = 2_000;
  private static final long LOAD_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final double SHARE = 0.08;
  private static final double MOST_LOADS = 1.1;
  private static final double MOST_OVER_ROUND_TRIP = 5_000;
  private static final String READER = "reader";

  private final AtomicInteger loads = new AtomicInteger();
  private final AtomicInteger waits = new AtomicInteger();

  private RefreshAheadLatency() {}

  /** Reads the server's binary from the system property {@code server}, as the Maven profile. */
  public static void main(String... arguments) throws Exception {
    String binary = System.getProperty("server", "");
    try (Servers servers = new Servers(binary);
        CinnabarCachingProvider one = new CinnabarCachingProvider();
        CinnabarCachingProvider two = new CinnabarCachingProvider()) {
      URI uri =
          URI.create(
              "redis://"
                  + servers.address(ServerKind.REDIS, Duration.ZERO)
                  + "?namespace=benchmark&deadline=10s");
      System.out.println("Server: " + servers.redisVersion());
      new RefreshAheadLatency().measure(List.of(one, two), uri);
    }
    System.exit(0);
  }

  private void measure(List<CinnabarCachingProvider> providers, URI uri) throws Exception {
    CinnabarConfiguration<String, Integer> eternal =
        new CinnabarConfiguration<String, Integer>().setTypes(String.class, Integer.class);
    List<Cache<String, Integer>> plain = open(providers, uri, "plain", eternal);
    List<Cache<String, Integer>> refreshed = open(providers, uri, "refreshed", refreshing());
    for (int key = 0; key < KEYS; key++) {
      plain.get(0).put("k" + key, key);
      refreshed.get(0).get("k" + key);
    }
    read(plain, LIVES * LIFE_MILLIS / 2); // until the JIT compiler leaves the processors alone
    read(refreshed, LIVES * LIFE_MILLIS);

    long[] bare = read(plain, LIVES * LIFE_MILLIS / 2);
    waits.set(0);
    loads.set(0);
    long begun = System.nanoTime();
    long[] ahead = read(refreshed, LIVES * LIFE_MILLIS);
    double lives = (System.nanoTime() - begun) / 1e6 / LIFE_MILLIS;
    report(bare, ahead, loads.get() / (KEYS * lives));
  }

  private void report(long[] bare, long[] ahead, double loadsPerLife) {
    double roundTrip = quantile(bare, 0.5);
    double slowest = quantile(ahead, 0.999);
    print("entries that don't expire", bare);
    print("entries refreshed ahead", ahead);
    System.out.printf(
        Locale.ROOT,
        "%d reads waited for a loader; %.3f loads a key and life (most %.1f)%n",
        waits.get(),
        loadsPerLife,
        MOST_LOADS);
    System.out.printf(
        Locale.ROOT,
        "p99.9 %.0f us, round trip %.0f us + %.0f us: %s%n",
        slowest,
        roundTrip,
        MOST_OVER_ROUND_TRIP,
        slowest < roundTrip + MOST_OVER_ROUND_TRIP && waits.get() == 0 && loadsPerLife <= MOST_LOADS
            ? "met"
            : "missed");
  }

  private static void print(String what, long[] nanos) {
    System.out.printf(
        Locale.ROOT,
        "%-26s %,9d reads: p50 %5.0f us, p99 %6.0f us, p99.9 %6.0f us, longest %6.0f us%n",
        what,
        nanos.length,
        quantile(nanos, 0.5),
        quantile(nanos, 0.99),
        quantile(nanos, 0.999),
        quantile(nanos, 1));
  }

  /** In microseconds. */
  private static double quantile(long[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))] / 1e3;
  }

  /** All readers read for so long; gives how long each read took, sorted, in nanoseconds. */
  private static long[] read(List<Cache<String, Integer>> caches, long millis)
      throws InterruptedException, ExecutionException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    ExecutorService threads =
        Executors.newFixedThreadPool(READERS, task -> new Thread(task, READER));
    try {
      List<Future<long[]>> readers = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        Cache<String, Integer> cache = caches.get(i % caches.size());
        Random random = new Random(i);
        readers.add(threads.submit(() -> read(cache, random, end)));
      }
      LongStream all = LongStream.empty();
      for (Future<long[]> reader : readers) {
        all = LongStream.concat(all, Arrays.stream(reader.get()));
      }
      return all.sorted().toArray();
    } finally {
      threads.shutdown();
    }
  }

  /** Reads keys as Zipf's law has it: the n-th one as often as 1/n says. */
  private static long[] read(Cache<String, Integer> cache, Random random, long end) {
    LongStream.Builder took = LongStream.builder();
    double all = Math.log(KEYS);
    while (System.nanoTime() - end < 0) {
      int key = (int) Math.exp(random.nextDouble() * all) - 1;
      long begun = System.nanoTime();
      if (cache.get("k" + key) == null) {
        throw new IllegalStateException("no value");
      }
      took.add(System.nanoTime() - begun);
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return took.build().toArray();
  }

  private static List<Cache<String, Integer>> open(
      List<CinnabarCachingProvider> providers,
      URI uri,
      String name,
      CinnabarConfiguration<String, Integer> configuration) {
    return providers.stream()
        .map(provider -> provider.getCacheManager(uri, null, null))
        .map(manager -> manager.createCache(name, configuration))
        .toList();
  }

  private CinnabarConfiguration<String, Integer> refreshing() {
    CinnabarConfiguration<String, Integer> configuration =
        new CinnabarConfiguration<String, Integer>()
            .setTypes(String.class, Integer.class)
            .setRefreshAhead(
                RefreshAhead.OFF.withShare(SHARE).withStaleFor(Duration.ofSeconds(30)));
    configuration
        .setReadThrough(true)
        .setCacheLoaderFactory(Source::new)
        .setExpiryPolicyFactory(
            CreatedExpiryPolicy.factoryOf(
                new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, LIFE_MILLIS)));
    return configuration;
  }

  /** Takes its time, and takes note of readers who wait for it. */
  private final class Source implements CacheLoader<String, Integer> {
    @Override
    public Integer load(String key) {
      if (Thread.currentThread().getName().equals(READER)) {
        waits.incrementAndGet();
      }
      LockSupport.parkNanos(LOAD_NANOS);
      return loads.incrementAndGet();
    }

    @Override
    public Map<String, Integer> loadAll(Iterable<? extends String> keys) {
      Map<String, Integer> loaded = new HashMap<>();
      keys.forEach(key -> loaded.put(key, load(key)));
      return loaded;
    }
  }
}
