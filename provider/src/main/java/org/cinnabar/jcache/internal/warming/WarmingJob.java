package org.cinnabar.jcache.internal.warming;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.cache.CacheException;
import org.cinnabar.jcache.WarmingProgress;
import org.cinnabar.jcache.WarmingReport;
import org.cinnabar.jcache.WarmingReport.Outcome;
import org.cinnabar.jcache.WarmingRun;
import org.cinnabar.jcache.internal.operation.Await;
import org.jspecify.annotations.Nullable;

/**
 * One warming: a thread reads the source and hands out chunks, which others load and store. The
 * position is the end of the last chunk before which all have come to their end, so that nothing is
 * left out when it is resumed.
 */
final class WarmingJob<K, V> implements WarmingRun {
  private static final int FAILURES_IN_A_ROW = 10;

  /** What the source gives: a key, and its value unless it is to be loaded. */
  record Item<K, V>(K key, @Nullable V value) {}

  /** Opens a source behind what is done. */
  interface Source<K, V> {
    Stream<Item<K, V>> open(Position<K> from);
  }

  private static final class Chunk<K, V> {
    final List<Item<K, V>> items;
    final Position<K> end;
    boolean done;
    boolean failed;

    Chunk(List<Item<K, V>> items, Position<K> end) {
      this.items = items;
      this.end = end;
    }
  }

  private final WarmingContext<K, V> context;
  private final Loads<K, V> loads;
  private final Source<K, V> source;
  private final Pace pace;
  private final WarmingTotals totals;
  private final PositionLog<K> positions;
  private final Runnable whenEnded;
  private final Semaphore permits;
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private final CompletableFuture<WarmingReport> report = new CompletableFuture<>();
  private final Deque<Chunk<K, V>> underWay = new ArrayDeque<>();
  private Position<K> reached = Position.start();
  private int failuresInARow;
  private volatile boolean hopeless;

  WarmingJob(
      WarmingContext<K, V> context,
      Source<K, V> source,
      Pace pace,
      WarmingTotals totals,
      PositionLog<K> positions,
      Runnable whenEnded) {
    this.context = context;
    this.loads = new Loads<>(context);
    this.source = source;
    this.pace = pace;
    this.totals = totals;
    this.positions = positions;
    this.whenEnded = whenEnded;
    this.permits = new Semaphore(pace.parallelism());
  }

  /** Does it all, on this thread and others; never throws. */
  WarmingReport run() {
    Outcome outcome;
    try {
      outcome = readAll();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      outcome = Outcome.CANCELLED;
    } catch (RuntimeException | Error e) { // the source's own, which the caller gets to see
      totals.failed(0, e);
      outcome = isCancelled() ? Outcome.CANCELLED : Outcome.FAILED;
    }
    try {
      positions.ended(reached(), outcome == Outcome.FINISHED);
    } catch (CacheException e) {
      totals.failed(0, e);
    }
    whenEnded.run();
    WarmingReport made = totals.end(outcome);
    report.complete(made);
    return made;
  }

  private synchronized Position<K> reached() {
    return reached;
  }

  private Outcome readAll() throws InterruptedException {
    Position<K> from = positions.read();
    synchronized (this) {
      reached = from;
    }
    totals.resumedAt(from.done());
    try (Stream<Item<K, V>> items = source.open(from)) {
      hand(items.iterator(), from.done());
    } finally {
      permits.acquireUninterruptibly(pace.parallelism()); // until all chunks have ended
    }
    if (isCancelled()) {
      return Outcome.CANCELLED;
    }
    if (!positions.isMine()) {
      totals.failed(0, new CacheException("Another JVM has taken over"));
    }
    return hopeless || !positions.isMine() ? Outcome.FAILED : Outcome.FINISHED;
  }

  private void hand(Iterator<Item<K, V>> items, long done) throws InterruptedException {
    long end = done;
    long due = System.nanoTime();
    while (!hopeless && positions.isMine() && items.hasNext()) {
      List<Item<K, V>> chunk = new ArrayList<>();
      while (chunk.size() < pace.chunk() && items.hasNext()) {
        chunk.add(items.next());
      }
      end += chunk.size();
      permits.acquire();
      if (cancelled.await(due - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        permits.release();
        return;
      }
      due = Math.max(due, System.nanoTime()) + pace.nanos(chunk.size());
      begin(new Chunk<>(chunk, new Position<>(end, chunk.get(chunk.size() - 1).key())));
    }
  }

  private void begin(Chunk<K, V> chunk) {
    synchronized (this) {
      underWay.add(chunk);
    }
    try {
      context
          .background()
          .accept(
              () -> {
                try {
                  process(chunk);
                } finally {
                  permits.release();
                }
              });
    } catch (IllegalStateException e) {
      cancel(); // the cache was closed
      permits.release();
    }
  }

  private void process(Chunk<K, V> chunk) {
    try {
      work(chunk.items);
    } catch (RuntimeException | Error e) {
      chunk.failed = true;
      totals.failed(chunk.items.size(), e);
    }
    ended(chunk);
    totals.tell();
  }

  private void work(List<Item<K, V>> items) {
    Map<K, @Nullable V> wanted = new LinkedHashMap<>();
    items.forEach(item -> wanted.put(item.key(), item.value()));
    Set<K> missing =
        pace.replace() ? new LinkedHashSet<>(wanted.keySet()) : loads.absentOf(wanted.keySet());
    int there = items.size() - missing.size(); // keys that come twice included
    Map<K, V> given = new LinkedHashMap<>();
    wanted.forEach(
        (key, value) -> {
          if (value != null && missing.remove(key)) {
            given.put(key, value);
          }
        });
    int loaded = loads.store(given, pace.replace());
    loaded += missing.isEmpty() ? 0 : loads.load(missing, pace.replace());
    totals.succeeded(items.size(), loaded, there);
  }

  /** Moves the position over all that has ended, and over failures that something good follows. */
  private synchronized void ended(Chunk<K, V> chunk) {
    chunk.done = true;
    while (!underWay.isEmpty() && underWay.peek().done) {
      Chunk<K, V> first = underWay.remove();
      failuresInARow = first.failed ? failuresInARow + 1 : 0;
      if (failuresInARow >= FAILURES_IN_A_ROW) {
        hopeless = true;
      }
      if (!first.failed && !hopeless) {
        reached = first.end;
        positions.reached(reached);
      }
    }
  }

  private boolean isCancelled() {
    return cancelled.getCount() == 0;
  }

  @Override
  public WarmingProgress progress() {
    return totals.progress();
  }

  @Override
  public void cancel() {
    cancelled.countDown();
  }

  @Override
  public CompletionStage<WarmingReport> report() {
    return report.minimalCompletionStage();
  }

  @Override
  public WarmingReport await() {
    return Await.join(report);
  }
}
