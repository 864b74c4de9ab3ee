package org.cinnabar.jcache.change;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import javax.cache.CacheException;

/** What a worker notes for {@link Verdict}: figures, and lines of words that say what it saw. */
final class Log {
  private static final int MOST_OF_A_KIND = 20_000;

  private final LongAdder tried = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAccumulator stallMicros = new LongAccumulator(Long::max, 0);
  private final ConcurrentMap<String, LongAdder> failures = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, LongAdder> kinds = new ConcurrentHashMap<>();
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private volatile boolean counting;

  /** An operation that may fail. */
  interface Operation<T> {
    T run();
  }

  /** What came of an operation; the failure is null when it succeeded. */
  record Outcome<T>(T result, CacheException failure) {
    boolean isFailed() {
      return failure != null;
    }
  }

  /** From now on operations count: until then a JVM is getting warm. */
  void count() {
    counting = true;
  }

  /**
   * Tries an operation, counts it, and notes how long it took; what it throws that isn't a {@link
   * CacheException} is wrong.
   */
  <T> Outcome<T> tryOut(Operation<T> operation) {
    boolean counts = counting;
    long start = System.nanoTime();
    CacheException failure = null;
    T result = null;
    try {
      result = operation.run();
    } catch (CacheException e) {
      failure = e;
    } catch (RuntimeException | Error e) {
      note("wrong", "an operation threw", e, "at", List.of(e.getStackTrace()));
      failure = new CacheException(e);
    }
    if (counts) {
      tried.increment();
      stallMicros.accumulate((System.nanoTime() - start) / 1_000);
    }
    if (counts && failure != null) {
      failed.increment();
      failures.computeIfAbsent(kind(failure), each -> new LongAdder()).increment();
    }
    return new Outcome<>(result, failure);
  }

  private static String kind(CacheException failure) {
    String text =
        String.valueOf(failure.getMessage()).replaceAll("[0-9.:,]*127\\.0\\.0\\.1[0-9.:,]*", "");
    return failure.getClass().getSimpleName()
        + " "
        + text.replaceAll("[0-9]+", "N").replaceAll("\\s+", " ").strip();
  }

  /** Notes something that {@link Verdict} understands. */
  void note(String kind, Object... words) {
    LongAdder count = kinds.computeIfAbsent(kind, each -> new LongAdder());
    count.increment();
    if (count.sum() <= MOST_OF_A_KIND) {
      StringBuilder line = new StringBuilder(kind);
      for (Object word : words) {
        line.append(' ').append(word);
      }
      lines.add(line.toString().replaceAll("\\s+", " "));
    }
  }

  /** Writes everything down. */
  void write(Path file) throws IOException {
    List<String> all = new ArrayList<>();
    all.add("tried " + tried.sum());
    all.add("failed " + failed.sum());
    all.add("stall " + stallMicros.get() / 1_000);
    for (Map.Entry<String, LongAdder> failure : failures.entrySet()) {
      all.add("failure " + failure.getValue().sum() + " " + failure.getKey());
    }
    kinds.forEach(
        (kind, count) -> {
          long dropped = count.sum() - MOST_OF_A_KIND;
          if (dropped > 0) {
            all.add("broken " + dropped + " lines too many to be written down: " + kind);
          }
        });
    all.addAll(lines);
    Files.write(file, all);
  }
}
