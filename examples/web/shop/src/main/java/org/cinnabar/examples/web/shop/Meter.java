package org.cinnabar.examples.web.shop;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What requests of one kind cost since the last reset. Thread-safe. */
final class Meter {

  private static final int KEPT = 1000;

  private final Deque<Double> millis = new ArrayDeque<>();
  private final Map<String, Long> queries = new HashMap<>();
  private long requests;

  /**
   * The figures.
   *
   * @param requests how many requests there were
   * @param median their median response time in milliseconds, of the last thousand; 0 without any
   * @param queriesPerRequest how many statements each sent to the database, on average
   * @param queries how many statements there were, by name
   */
  public record Figures(
      long requests, double median, double queriesPerRequest, Map<String, Long> queries) {}

  synchronized void add(double requestMillis, List<String> names) {
    requests++;
    names.forEach(name -> queries.merge(name, 1L, Long::sum));
    millis.add(requestMillis);
    if (millis.size() > KEPT) {
      millis.remove();
    }
  }

  synchronized void reset() {
    requests = 0;
    millis.clear();
    queries.clear();
  }

  synchronized Figures figures() {
    double[] sorted = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double median = sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    long sent = queries.values().stream().mapToLong(Long::longValue).sum();
    return new Figures(
        requests, median, requests == 0 ? 0 : (double) sent / requests, Map.copyOf(queries));
  }
}
