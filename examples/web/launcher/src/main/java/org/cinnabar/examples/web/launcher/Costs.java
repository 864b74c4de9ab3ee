package org.cinnabar.examples.web.launcher;

import java.util.List;

/**
 * What a number of requests cost.
 *
 * @param requests how many there were
 * @param seconds how long all of them took
 * @param median the median response time, in milliseconds
 * @param p95 the time that 95 % of them kept, in milliseconds
 * @param p99 the time that 99 % of them kept, in milliseconds
 * @param queries how many statements each sent to the database, on average
 */
record Costs(int requests, double seconds, double median, double p95, double p99, double queries) {

  /** How many questions a request asks. */
  static final int QUESTIONS = 6;

  /**
   * One request.
   *
   * @param nanos the response time that the client saw
   * @param queries how many statements it sent to the database
   */
  record Request(long nanos, int queries) {}

  static Costs of(List<Request> requests, long nanos) {
    long[] sorted = requests.stream().mapToLong(Request::nanos).sorted().toArray();
    return new Costs(
        sorted.length,
        nanos / 1e9,
        percentile(sorted, 50),
        percentile(sorted, 95),
        percentile(sorted, 99),
        requests.stream().mapToInt(Request::queries).average().orElseThrow());
  }

  /** The share of questions that the cache answered. */
  double hitRate() {
    return 1 - queries / QUESTIONS;
  }

  double requestsPerSecond() {
    return requests / seconds;
  }

  /** By nearest rank. */
  private static double percentile(long[] sorted, int percent) {
    int rank = (int) Math.ceil(percent / 100.0 * sorted.length);
    return sorted[Math.max(rank, 1) - 1] / 1e6;
  }
}
