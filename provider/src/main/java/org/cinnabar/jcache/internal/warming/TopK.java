package org.cinnabar.jcache.internal.warming;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.ReentrantLock;
import org.cinnabar.jcache.HotKey;

/**
 * The keys that are read most, in memory that doesn't grow with the keys: a count-min sketch
 * estimates how often each was read, and those with the highest estimates are kept by name. Threads
 * count without locks and may lose a count to each other, which an estimate can bear.
 *
 * @param <K> the key type; keys need {@code equals} and {@code hashCode}
 */
final class TopK<K> {
  private static final int ROWS = 4;
  private static final int LEAST_WIDTH = 4096;
  private static final int WIDTH_A_KEY = 32;
  private static final int SLACK_SHARE = 4;

  /** Odd numbers that spread a hash differently over each row. */
  private static final long[] SEEDS = {
    0x9e3779b97f4a7c15L, 0xc2b2ae3d27d4eb4fL, 0x165667b19e3779f9L, 0xd6e8feb86659fd93L
  };

  private static final class Candidate {
    volatile int count;

    Candidate(int count) {
      this.count = count;
    }

    void halve() {
      int half = count >>> 1;
      count = half;
    }
  }

  private final int size;
  private final int shift;
  private final AtomicIntegerArray sketch;
  private final Map<K, Candidate> candidates = new ConcurrentHashMap<>();
  private final ReentrantLock admitting = new ReentrantLock();

  /** Who is read no more often than this can't be among the candidates. */
  private volatile int floor;

  TopK(int size) {
    this.size = size;
    int bits = 32 - Integer.numberOfLeadingZeros(Math.max(LEAST_WIDTH, size * WIDTH_A_KEY) - 1);
    this.shift = 64 - bits;
    this.sketch = new AtomicIntegerArray(ROWS << bits);
  }

  /** Counts a read. */
  void add(K key) {
    int estimate = count(key.hashCode());
    Candidate known = candidates.get(key);
    if (known != null) {
      known.count = estimate;
    } else if (estimate > floor) {
      admit(key, estimate);
    }
  }

  /** Raises the lowest of the key's counters only, which keeps the others' errors small. */
  private int count(int hash) {
    long spread = hash * 0xff51afd7ed558ccdL;
    spread ^= spread >>> 32;
    int lowest = Integer.MAX_VALUE;
    for (int row = 0; row < ROWS; row++) {
      lowest = Math.min(lowest, sketch.getPlain(cell(row, spread)));
    }
    if (lowest == Integer.MAX_VALUE) {
      return lowest;
    }
    for (int row = 0; row < ROWS; row++) {
      int cell = cell(row, spread);
      if (sketch.getPlain(cell) == lowest) {
        sketch.setPlain(cell, lowest + 1);
      }
    }
    return lowest + 1;
  }

  private int cell(int row, long spread) {
    return (row << (64 - shift)) + (int) ((spread * SEEDS[row]) >>> shift);
  }

  /** Who comes while another is admitted is admitted with its next read. */
  private void admit(K key, int estimate) {
    if (!admitting.tryLock()) {
      return;
    }
    try {
      candidates.put(key, new Candidate(estimate));
      if (candidates.size() > size + size / SLACK_SHARE + 1) {
        List<Map.Entry<K, Candidate>> sorted = sorted();
        sorted.subList(size, sorted.size()).forEach(entry -> candidates.remove(entry.getKey()));
        floor = sorted.get(size - 1).getValue().count;
      }
    } finally {
      admitting.unlock();
    }
  }

  /** Halves all counts, so that what was read long ago is forgotten. */
  void decay() {
    admitting.lock();
    try {
      for (int i = 0; i < sketch.length(); i++) {
        sketch.setPlain(i, sketch.getPlain(i) >>> 1);
      }
      candidates.values().forEach(Candidate::halve);
      candidates.values().removeIf(candidate -> candidate.count == 0);
      int lower = floor >>> 1;
      floor = lower;
    } finally {
      admitting.unlock();
    }
  }

  /** The keys with the highest counts, the highest first. */
  List<HotKey<K>> top() {
    return sorted().stream()
        .limit(size)
        .map(entry -> new HotKey<>(entry.getKey(), entry.getValue().count))
        .toList();
  }

  private List<Map.Entry<K, Candidate>> sorted() {
    record Seen<T>(Map.Entry<T, Candidate> entry, int count) {} // counts change while we sort
    List<Seen<K>> seen = new ArrayList<>();
    candidates.entrySet().forEach(entry -> seen.add(new Seen<>(entry, entry.getValue().count)));
    seen.sort(Comparator.<Seen<K>>comparingInt(Seen::count).reversed());
    return seen.stream().map(Seen::entry).toList();
  }
}
