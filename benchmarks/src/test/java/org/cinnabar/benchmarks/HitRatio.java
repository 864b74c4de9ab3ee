package org.cinnabar.benchmarks;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import javax.cache.Cache;
import org.cinnabar.jcache.CinnabarCachingProvider;
import org.cinnabar.jcache.CinnabarConfiguration;
import org.cinnabar.jcache.Eviction;
import org.cinnabar.jcache.testing.TestRedis;

/**
 * Hit ratios of bounded caches on traces whose keys follow a Zipf distribution, cache-aside: look
 * up, and put what is missing. Cinnabar on a real server beside Caffeine of the same size and an
 * exact LRU, each on the same trace; the first third warms up and isn't counted. In the trace named
 * "exchanged" the popular keys are others from the half on, where counting begins. Writes what it
 * measured as {@code DATE-hit-ratio-run.json}.
 */
public final class HitRatio {
  private static final int KEYS = 100_000;
  private static final double[] SKEWS = {0.7, 0.9, 1.0, 1.2};
  private static final int[] PERCENTS = {1, 5, 10, 25};
  private static final String EXCHANGED = "exchanged";
  private static final double EXCHANGED_SKEW = 0.99;
  private static final int LEAST_LOOKUPS = 400_000;
  private static final int LOOKUPS_AN_ENTRY = 24;
  private static final int THREADS = 16;

  private final CinnabarCachingProvider provider;
  private final TestRedis redis;
  private final Results results;
  private final Map<String, Object> machine;
  private final List<Map<String, Object>> rows = new ArrayList<>();

  private HitRatio(CinnabarCachingProvider provider, TestRedis redis, String only)
      throws IOException {
    this.provider = provider;
    this.redis = redis;
    String part = only.isEmpty() ? "" : "-" + only.replaceAll("\\W", "");
    this.results =
        new Results(
            Path.of(System.getProperty("results", "benchmarks/results")), "hit-ratio" + part);
    this.machine = Machine.describe(redis.toString());
  }

  /** A trace, and from where on hits count. */
  private record Trace(String name, int[] keys, int counted) {}

  /**
   * Measures, prints and writes. Reads the properties of the Maven profile: {@code server}, {@code
   * results}, and {@code only}, the name of a trace.
   */
  public static void main(String... arguments) throws Exception {
    String binary = System.getProperty("server", "");
    String only = System.getProperty("only", "");
    try (TestRedis redis =
            binary.isEmpty() ? TestRedis.embedded() : TestRedis.start(Path.of(binary));
        CinnabarCachingProvider provider = new CinnabarCachingProvider()) {
      System.out.printf(
          "%s, %,d keys%ntrace        size  Caffeine  LFU             LRU             exact LRU%n",
          redis, KEYS);
      HitRatio program = new HitRatio(provider, redis, only);
      for (int percent : PERCENTS) {
        int size = KEYS * percent / 100;
        for (Trace trace : traces(Math.max(LEAST_LOOKUPS, LOOKUPS_AN_ENTRY * size), only)) {
          program.measure(trace, size);
        }
      }
    }
    System.exit(0);
  }

  private static List<Trace> traces(int length, String only) {
    List<Trace> traces = new ArrayList<>();
    for (double skew : SKEWS) {
      traces.add(new Trace(String.valueOf(skew), zipf(skew, length, 3), length / 3));
    }
    int[] exchanged = zipf(EXCHANGED_SKEW, length, 3);
    System.arraycopy(
        zipf(EXCHANGED_SKEW, length, 4), 0, exchanged, length / 2, length - length / 2);
    traces.add(new Trace(EXCHANGED, exchanged, length / 2));
    traces.removeIf(trace -> !only.isEmpty() && !trace.name.equals(only));
    return traces;
  }

  private void measure(Trace trace, int size) throws Exception {
    double caffeine = caffeine(trace, size);
    double often = cinnabar(trace, size, Eviction.LFU);
    double recent = cinnabar(trace, size, Eviction.LRU);
    double exact = exactLru(trace, size);
    System.out.printf(
        Locale.ROOT,
        "%-9s  %,6d    %.4f  %s  %s  %s%n",
        trace.name,
        size,
        caffeine,
        beside(often, caffeine),
        beside(recent, caffeine),
        beside(exact, caffeine));
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("trace", trace.name);
    row.put("lookups", trace.keys.length);
    row.put("counted", trace.keys.length - trace.counted);
    row.put("bound", size);
    row.put("caffeine", caffeine);
    row.put("lfu", often);
    row.put("lru", recent);
    row.put("exactLru", exact);
    rows.add(row);
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("machine", machine);
    report.put("settings", Map.of("keys", KEYS, "threads", THREADS));
    report.put("hitRatios", rows);
    results.write(report);
  }

  private static String beside(double ratio, double reference) {
    return String.format(Locale.ROOT, "%.4f %+6.1f %%", ratio, 100 * (ratio / reference - 1));
  }

  private double cinnabar(Trace trace, int size, Eviction eviction) throws Exception {
    Cache<Integer, Integer> cache =
        provider
            .getCacheManager(URI.create(redis.uri() + "?deadline=10s"), null, null)
            .createCache(
                "bounded",
                new CinnabarConfiguration<Integer, Integer>()
                    .setTypes(Integer.class, Integer.class)
                    .setMaxEntries(size)
                    .setEviction(eviction));
    double ratio =
        replay(
            trace,
            THREADS,
            key -> {
              if (cache.get(key) != null) {
                return true;
              }
              cache.put(key, key);
              return false;
            });
    cache.getCacheManager().destroyCache("bounded");
    return ratio;
  }

  private static double caffeine(Trace trace, int size) throws Exception {
    com.github.benmanes.caffeine.cache.Cache<Integer, Integer> cache =
        Caffeine.newBuilder().maximumSize(size).executor(Runnable::run).build();
    return replay(
        trace,
        1,
        key -> {
          if (cache.getIfPresent(key) != null) {
            return true;
          }
          cache.put(key, key);
          return false;
        });
  }

  private static double exactLru(Trace trace, int size) throws Exception {
    Map<Integer, Integer> cache =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Integer, Integer> eldest) {
            return size() > size;
          }
        };
    return replay(trace, 1, key -> cache.put(key, key) != null);
  }

  /** The threads take the lookups one by one, each the next; so their order is nearly kept. */
  private static double replay(Trace trace, int threads, IntPredicate lookup) throws Exception {
    AtomicInteger next = new AtomicInteger();
    Callable<Integer> replaying =
        () -> {
          int hits = 0;
          for (int at = next.getAndIncrement();
              at < trace.keys.length;
              at = next.getAndIncrement()) {
            hits += lookup.test(trace.keys[at]) && at >= trace.counted ? 1 : 0;
          }
          return hits;
        };
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      double hits = 0;
      for (Future<Integer> one : executor.invokeAll(Collections.nCopies(threads, replaying))) {
        hits += one.get();
      }
      return hits / (trace.keys.length - trace.counted);
    } finally {
      executor.shutdown();
    }
  }

  /** Keys drawn by Zipf's law; which are the popular ones is drawn by the seed. */
  private static int[] zipf(double skew, int length, long seed) {
    double[] sums = new double[KEYS];
    double sum = 0;
    for (int rank = 0; rank < KEYS; rank++) {
      sum += 1 / Math.pow(rank + 1.0, skew);
      sums[rank] = sum;
    }
    SplittableRandom random = new SplittableRandom(seed);
    int[] keys = shuffled(random);
    int[] trace = new int[length];
    for (int i = 0; i < length; i++) {
      int found = Arrays.binarySearch(sums, random.nextDouble() * sum);
      trace[i] = keys[Math.min(found < 0 ? -found - 1 : found, KEYS - 1)];
    }
    return trace;
  }

  private static int[] shuffled(SplittableRandom random) {
    int[] keys = new int[KEYS];
    Arrays.setAll(keys, i -> i);
    for (int i = KEYS - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int key = keys[i];
      keys[i] = keys[other];
      keys[other] = key;
    }
    return keys;
  }
}
