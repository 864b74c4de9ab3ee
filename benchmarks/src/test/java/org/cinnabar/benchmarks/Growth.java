package org.cinnabar.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.cache.Cache;
import org.cinnabar.benchmarks.data.Size;
import org.cinnabar.benchmarks.peer.Expiry;
import org.cinnabar.benchmarks.peer.PartitionedCache;

/**
 * What a growing cache takes of each node: memory and entries, by the server's own count, and how
 * long it takes to begin an iteration, to end one, and to clear.
 */
final class Growth {
  private static final int BATCH = 1_000;
  private static final int TIMES = 9;
  private static final int CLEARED = 10_000;
  private static final String HASHES = "benchmark:{values:*}:entries";

  private final Nodes nodes;
  private final Layout layout;
  private final Values values;

  Growth(Nodes nodes, Layout layout, Values values) {
    this.nodes = nodes;
    this.layout = layout;
    this.values = values;
  }

  /** What the entries are; their keys have 15 characters. */
  enum Values {
    /** Strings of 100 characters that expire an hour after creation. */
    USUAL(Expiry.CREATED, 1_000_000) {
      @Override
      Object of(int number) {
        return SOME.get(number % SOME.size());
      }
    },
    /** Strings of ten characters for ever. */
    SHORT(Expiry.ETERNAL, Integer.MAX_VALUE) {
      @Override
      Object of(int number) {
        return "%010d".formatted(number);
      }
    };

    private static final List<Object> SOME =
        IntStream.range(0, 64).mapToObj(Size.BYTES_100::value).toList();

    private final Expiry expiry;
    private final int most;

    Values(Expiry expiry, int most) {
      this.expiry = expiry;
      this.most = most;
    }

    abstract Object of(int number);
  }

  /**
   * Fills a cache to one size after the other, as far as these values go; gives one map for each
   * size, and one for clearing.
   */
  List<Map<String, Object>> measure(List<Integer> sizes) {
    nodes.flush();
    List<Map<String, Object>> found = new ArrayList<>();
    try (PartitionedCache opened =
        new PartitionedCache(nodes.uri(), layout.partitions(), values.expiry)) {
      Cache<String, Object> cache = opened.cache();
      fill(cache, 0, CLEARED); // so that what is there besides entries is there already
      cache.clear();
      List<Long> before = nodes.dataMemory();
      int filled = 0;
      for (int size : sizes) {
        if (size <= values.most) {
          fill(cache, filled, size);
          filled = size;
          found.add(size(cache, size, before));
        }
      }
      found.add(clearing(cache, filled));
    }
    return found;
  }

  private void fill(Cache<String, Object> cache, int from, int to) {
    IntStream.range(0, (to - from + BATCH - 1) / BATCH)
        .parallel()
        .map(batch -> from + batch * BATCH)
        .forEach(first -> cache.putAll(entries(first, Math.min(first + BATCH, to))));
  }

  private Map<String, Object> entries(int from, int to) {
    Map<String, Object> entries = new LinkedHashMap<>();
    for (int i = from; i < to; i++) {
      entries.put("product-%07d".formatted(i), values.of(i));
    }
    return entries;
  }

  private Map<String, Object> size(Cache<String, Object> cache, int size, List<Long> before) {
    List<Long> memory = nodes.dataMemory();
    List<List<Long>> hashes = nodes.hashes(HASHES);
    Map<String, Object> found = header("growth");
    found.put("entries", size);
    found.put(
        "bytes",
        IntStream.range(0, memory.size()).mapToObj(i -> memory.get(i) - before.get(i)).toList());
    found.put("partitionsPerNode", hashes.stream().map(List::size).toList());
    found.put("entriesPerNode", hashes.stream().map(Growth::sum).toList());
    long[] partitions = hashes.stream().flatMap(List::stream).mapToLong(each -> each).toArray();
    found.put("smallestPartition", Arrays.stream(partitions).min().orElse(0));
    found.put("largestPartition", Arrays.stream(partitions).max().orElse(0));
    found.put("firstPageMicros", median(() -> nanos(() -> cache.iterator().next())) / 1_000);
    found.put("iterationMillis", nanos(() -> iterate(cache, size)) / 1_000_000);
    return found;
  }

  private Map<String, Object> clearing(Cache<String, Object> cache, int filled) {
    Map<String, Object> found = header("clearing");
    found.put("entries", filled);
    found.put("fullMicros", nanos(cache::clear) / 1_000);
    found.put("fewEntries", CLEARED);
    found.put(
        "fewMicros",
        median(
                () -> {
                  fill(cache, 0, CLEARED);
                  return nanos(cache::clear);
                })
            / 1_000);
    return found;
  }

  private Map<String, Object> header(String what) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("what", what);
    header.put("nodes", layout.nodes());
    header.put("partitions", layout.partitions());
    header.put("values", values.name());
    return header;
  }

  private static void iterate(Cache<String, Object> cache, int expected) {
    int seen = 0;
    for (Iterator<?> all = cache.iterator(); all.hasNext(); all.next()) {
      seen++;
    }
    if (seen < expected) {
      throw new IllegalStateException("Iterated over " + seen + " of " + expected + " entries");
    }
  }

  private static long sum(List<Long> numbers) {
    return numbers.stream().mapToLong(each -> each).sum();
  }

  private static long median(LongSupplier measured) {
    return LongStream.generate(measured).limit(TIMES).sorted().toArray()[TIMES / 2];
  }

  private static long nanos(Runnable action) {
    long begun = System.nanoTime();
    action.run();
    return System.nanoTime() - begun;
  }
}
