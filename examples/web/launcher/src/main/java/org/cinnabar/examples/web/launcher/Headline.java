package org.cinnabar.examples.web.launcher;

import java.io.PrintStream;
import java.util.Locale;

/**
 * The same load without the cache and with it.
 *
 * @param uncached what requests cost that always ask the database
 * @param cached what they cost with the cache
 */
record Headline(Costs uncached, Costs cached) {

  /** What the cache must be worth: so many times faster at the median. */
  static final double TIMES_FASTER = 20;

  /** What the cache must be worth: this share of the queries saved. */
  static final double QUERIES_SAVED = 0.8;

  /** How much of a load: the two kinds of requests differ too much in speed for equal numbers. */
  record Size(int uncachedWarmUp, int uncached, int cachedWarmUp, int cached) {}

  static final Size FULL = new Size(100, 1_000, 15_000, 20_000);

  static Headline measure(String url) throws InterruptedException {
    return measure(url, FULL);
  }

  static Headline measure(String url, Size size) throws InterruptedException {
    Load load = new Load(url);
    load.run(size.uncachedWarmUp(), false, 1);
    Costs uncached = load.run(size.uncached(), false, 2);
    load.run(size.cachedWarmUp(), true, 1);
    return new Headline(uncached, load.run(size.cached(), true, 2));
  }

  double timesFaster() {
    return uncached.median() / cached.median();
  }

  double queriesSaved() {
    return 1 - cached.queries() / uncached.queries();
  }

  boolean isReached() {
    return timesFaster() >= TIMES_FASTER && queriesSaved() >= QUERIES_SAVED;
  }

  void print(PrintStream out) {
    line(
        out,
        "%-20s%10s%10s%12s%12s%12s%12s%10s",
        "",
        "requests",
        "per s",
        "median",
        "95 %",
        "99 %",
        "queries",
        "hit rate");
    row(out, "without the cache", uncached);
    row(out, "with the cache", cached);
    line(
        out,
        "%n%.0f times faster at the median (wanted: %.0f), %.1f %% fewer queries (wanted: %.0f %%): %s",
        timesFaster(),
        TIMES_FASTER,
        100 * queriesSaved(),
        100 * QUERIES_SAVED,
        isReached() ? "reached" : "NOT reached");
  }

  private static void row(PrintStream out, String name, Costs costs) {
    line(
        out,
        "%-20s%,10d%10.0f%9.2f ms%9.2f ms%9.2f ms%12.2f%8.1f %%",
        name,
        costs.requests(),
        costs.requestsPerSecond(),
        costs.median(),
        costs.p95(),
        costs.p99(),
        costs.queries(),
        100 * costs.hitRate());
  }

  private static void line(PrintStream out, String format, Object... arguments) {
    out.println(String.format(Locale.ROOT, format, arguments));
  }
}
