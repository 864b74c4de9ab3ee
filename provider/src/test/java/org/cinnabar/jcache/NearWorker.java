package org.cinnabar.jcache;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.awaitility.Awaitility;
import org.cinnabar.jcache.testing.Ledger;
import org.cinnabar.jcache.testing.StatisticsBean;

/**
 * One of the processes of {@link NearTortureTest}. Each writes its own keys, 1, 2, 3 ... into each,
 * where every sixteenth number is a removal, and reads all. Prints a line of figures, then a line
 * for each thing that was wrong.
 */
public final class NearWorker {
  static final int JVMS = 2;
  static final int KEYS_EACH = 24;
  static final int STARTED = 0;
  static final int FINISHED = 1;
  private static final int COMPARED = 2;
  private static final int READERS = 2;
  private static final int REMOVAL = 16;
  private static final int MAX_WRONG = 20;
  private static final int SKEW = 8;
  private static final int KEYS = JVMS * KEYS_EACH;

  /** What the near cache promises, in microseconds, and what clocks may differ by. */
  private static final long LIMIT = TimeUnit.SECONDS.toMicros(1) + 20_000;

  private final Cache<String, Long> cache;
  private final Cache<String, Long> plain;
  private final Ledger ledger;
  private final int first;
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final Queue<Long> ages = new ConcurrentLinkedQueue<>();
  private final LongAdder reads = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private volatile boolean running = true;

  private NearWorker(
      Cache<String, Long> cache, Cache<String, Long> plain, Ledger ledger, int number) {
    this.cache = cache;
    this.plain = plain;
    this.ledger = ledger;
    this.first = number * KEYS_EACH;
  }

  public static void main(String[] arguments) throws Exception {
    Ledger ledger = new Ledger(Path.of(arguments[1]), KEYS);
    try (CinnabarCachingProvider provider = new CinnabarCachingProvider();
        CinnabarCachingProvider other = new CinnabarCachingProvider()) {
      NearWorker worker =
          new NearWorker(
              cache(provider, arguments[0], 10_000),
              cache(other, arguments[0], 0),
              ledger,
              Integer.parseInt(arguments[2]));
      worker.run(Long.parseLong(arguments[3]));
    }
  }

  private static Cache<String, Long> cache(
      CinnabarCachingProvider provider, String uri, int nearSize) {
    CinnabarConfiguration<String, Long> configuration =
        new CinnabarConfiguration<String, Long>()
            .setTypes(String.class, Long.class)
            .setNearSize(nearSize);
    configuration.setStatisticsEnabled(nearSize > 0);
    return provider
        .getCacheManager(URI.create(uri), null, null)
        .createCache("cache", configuration);
  }

  private void run(long millis) throws Exception {
    cache.get("warm");
    plain.get("warm");
    meet(STARTED);
    List<Callable<Void>> tasks = new ArrayList<>();
    tasks.add(this::write);
    for (int i = 0; i < READERS; i++) {
      tasks.add(this::read);
    }
    ExecutorService threads = Executors.newCachedThreadPool();
    List<Future<Void>> futures = tasks.stream().map(threads::submit).toList();
    TimeUnit.MILLISECONDS.sleep(millis);
    running = false;
    for (Future<Void> future : futures) {
      future.get();
    }
    threads.shutdown();
    meet(FINISHED);
    compare();
    report();
    meet(COMPARED);
  }

  private void meet(int stage) {
    ledger.arrive(stage);
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> ledger.arrived(stage) == JVMS);
  }

  private Void write() {
    Random random = new Random();
    while (running) {
      // some keys many times a second, some once in seconds: there a lost message is not made good
      // soon
      int key = first + (int) (KEYS_EACH * Math.pow(random.nextDouble(), SKEW));
      long number = ledger.written(key) + 1;
      ledger.begun(key, number);
      while (!written(key, number)) {
        failures.increment();
      }
      ledger.written(key, number);
      check(key); // at once, in the thread that wrote
      LockSupport.parkNanos(random.nextInt(2_000_000));
    }
    return null;
  }

  /** Writes a number; false when nobody knows whether that was done. */
  private boolean written(int key, long number) {
    try {
      if (number % REMOVAL == 0) {
        cache.remove(name(key));
      } else {
        cache.put(name(key), number);
      }
      return true;
    } catch (CacheException e) {
      return false;
    }
  }

  private Void read() {
    Random random = new Random();
    while (running) {
      for (int i = 0; i < KEYS; i++) {
        check(random.nextInt(KEYS));
      }
      LockSupport.parkNanos(500_000);
    }
    return null;
  }

  private void check(int key) {
    long writtenBefore = ledger.written(key);
    long start = Ledger.now();
    Long value;
    try {
      value = cache.get(name(key));
    } catch (CacheException e) {
      failures.increment();
      return;
    }
    reads.increment();
    long begun = ledger.begun(key);
    // a missing value is that of the last removal that it can be of
    long number = value == null ? begun - begun % REMOVAL : value;
    if (number > begun) {
      wrong("key %d has %d, which nobody has written yet", key, number);
    }
    boolean mine = key >= first && key < first + KEYS_EACH;
    if (mine && number < writtenBefore) {
      wrong("own key %d has %s after %d was written", key, value, writtenBefore);
    }
    long replacedAt = ledger.writtenAt(key, number + 1);
    if (replacedAt < start) {
      ages.add(start - replacedAt);
      if (start - replacedAt > LIMIT) {
        wrong("key %d has %s, replaced %d us ago", key, value, start - replacedAt);
      }
    }
  }

  private void wrong(String format, Object... arguments) {
    if (wrong.size() < MAX_WRONG) {
      wrong.add(format.formatted(arguments));
    }
  }

  /** Within its promise the near cache agrees with the server, and then goes on to. */
  private void compare() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (!differing().isEmpty() && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    List<Integer> differing = differing();
    if (!differing.isEmpty()) {
      wrong("keys %s differ from the server in the end", differing);
    }
  }

  private List<Integer> differing() {
    List<Integer> differing = new ArrayList<>();
    for (int key = 0; key < KEYS; key++) {
      Long here = cache.get(name(key));
      Long there = plain.get(name(key));
      if (!Objects.equals(here, there)) {
        differing.add(key);
      }
    }
    return differing;
  }

  private static long nearHits() {
    return StatisticsBean.figure("NearHits");
  }

  private void report() {
    long[] sorted = ages.stream().mapToLong(Long::longValue).sorted().toArray();
    System.out.printf(
        "%d reads, %d near hits, %d failed operations; %d stale reads, age p50 %.1f ms, p99 %.1f ms,"
            + " oldest %.1f ms%n",
        reads.sum(),
        nearHits(),
        failures.sum(),
        sorted.length,
        millis(sorted, 50),
        millis(sorted, 99),
        millis(sorted, 100));
    if (nearHits() * 4 < reads.sum()) {
      wrong("only %d of %d reads were near hits", nearHits(), reads.sum());
    }
    wrong.forEach(System.out::println);
  }

  private static double millis(long[] sorted, int percent) {
    if (sorted.length == 0) {
      return 0;
    }
    return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1_000.0;
  }

  private static String name(int key) {
    return "k" + key;
  }
}
