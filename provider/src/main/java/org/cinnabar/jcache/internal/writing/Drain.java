package org.cinnabar.jcache.internal.writing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.cinnabar.jcache.WriteBehind;
import org.cinnabar.jcache.internal.operation.Await;
import org.cinnabar.jcache.internal.store.WriteQueue;
import org.cinnabar.jcache.internal.store.WriteQueue.Right;
import org.cinnabar.jcache.internal.store.WriteQueue.Settlement;
import org.cinnabar.jcache.internal.store.WriteQueue.Taken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drains one partition's queue while this JVM has the right to. All steps are taken by one thread.
 *
 * <p>A write leaves the queue after the writer has taken it, and only while the right is still
 * ours: what isn't settled is written again, by whoever has the right then.
 */
final class Drain {
  private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

  private final String cacheName;
  private final int partition;
  private final WriteQueue queue;
  private final BatchWriter<?, ?> writer;
  private final WriteBehind settings;
  private final Figures figures;
  private final Backoff backoff;
  private final PendingWrites pending;
  private final long leaseNanos;
  private final AtomicInteger queuedHere = new AtomicInteger();
  private long rightUntil;
  private int failuresInARow;
  private long pausedUntil = System.nanoTime();

  /** When the next step is due; guarded by the {@link Drainer}. */
  long lookAt = System.nanoTime();

  /** Whether the last step found nothing for this JVM to do. */
  volatile boolean resting;

  Drain(
      String cacheName,
      int partition,
      WriteQueue queue,
      BatchWriter<?, ?> writer,
      WriteBehind settings,
      Figures figures) {
    this.cacheName = cacheName;
    this.partition = partition;
    this.queue = queue;
    this.writer = writer;
    this.settings = settings;
    this.figures = figures;
    this.backoff = new Backoff(settings.getBackoff(), settings.getMaxBackoff());
    this.pending = new PendingWrites(settings);
    this.leaseNanos = settings.getTakeover().toNanos();
  }

  int partition() {
    return partition;
  }

  /** This JVM has queued a write; how soon a step should follow, -1 when one is due anyway. */
  long queued() {
    int count = queuedHere.incrementAndGet();
    if (count == settings.getBatchSize()) {
      return 0;
    }
    return count == 1 ? settings.getDelay().toNanos() : -1;
  }

  /**
   * Looks at the queue and writes what is due.
   *
   * @param hurry whether to write what is there without waiting for more
   * @return how long until the next look, in nanoseconds
   */
  long step(boolean hurry) {
    queuedHere.set(0);
    Taken taken = take();
    if (taken.right() == Right.NOBODYS || taken.right() == Right.ANOTHERS) {
      forget();
      resting = true;
      return leaseNanos / 2;
    }
    resting = false;
    long paused = pausedUntil - System.nanoTime();
    if (paused > 0) {
      return Math.min(paused, leaseNanos / 3);
    }
    boolean due =
        hurry
            || pending.size() >= settings.getBatchSize()
            || taken.ageMillis() < 0
            || taken.ageMillis() >= settings.getDelay().toMillis();
    if (!due) {
      long left = settings.getDelay().toMillis() - taken.ageMillis();
      return Math.min(TimeUnit.MILLISECONDS.toNanos(left), leaseNanos / 3);
    }
    return writeDue();
  }

  private Taken take() {
    long asked = System.nanoTime();
    Taken taken;
    try {
      taken =
          Await.join(
              queue.take(partition, pending.lastWrite(), pending.lastLetter(), pending.room()));
    } catch (RuntimeException e) {
      forget(); // whatever the server did, it isn't known here
      throw e;
    }
    rightUntil = asked + leaseNanos;
    figures.seen(partition, taken);
    if (taken.right() == Right.OURS_ANEW) {
      forget();
    }
    pending.add(taken.writes());
    return taken;
  }

  /** Writes one batch; more follows at the next step, which begins with another look. */
  private long writeDue() {
    long now = System.nanoTime();
    List<PendingKey> batch = pending.next(now);
    if (batch.isEmpty()) {
      return Math.min(pending.dueIn(now), leaseNanos / 3);
    }
    if (rightUntil - now < leaseNanos / 4) {
      return 0; // this JVM stood still: look whether the right is still ours
    }
    BatchWriter.Outcome outcome;
    WriteQueue.Keeping keeping =
        queue.keep(partition, (waiting, letters) -> figures.seen(partition, waiting, letters));
    try {
      outcome = writer.write(batch);
    } finally {
      keeping.stop();
    }
    settle(outcome);
    return 0;
  }

  private void settle(BatchWriter.Outcome outcome) {
    List<PendingKey> leaving = new ArrayList<>(outcome.written);
    List<Settlement> settlements = new ArrayList<>();
    int joined = 0;
    for (PendingKey key : outcome.written) {
      settlements.add(key.written());
      joined += key.joinedSize();
    }
    for (PendingKey key : outcome.undecodable) {
      leaving.add(key);
      settlements.add(key.givenUp("This JVM can't decode it", 0));
    }
    Throwable failure = outcome.failure;
    if (failure != null) {
      for (PendingKey key : failed(outcome, failure)) {
        leaving.add(key);
        settlements.add(key.givenUp(BatchWriter.describe(failure), key.tries()));
      }
    } else {
      failuresInARow = 0;
    }
    if (!settlements.isEmpty()) {
      settle(leaving, settlements, joined);
    }
  }

  /** Notes failures; gives the keys that are given up. */
  private List<PendingKey> failed(BatchWriter.Outcome outcome, Throwable failure) {
    figures.failed();
    long now = System.nanoTime();
    boolean nothingWritten = outcome.written.isEmpty();
    failuresInARow = nothingWritten ? failuresInARow + 1 : 0;
    if (failuresInARow > 0) {
      pausedUntil = now + backoff.nanosAfter(failuresInARow);
    }
    List<PendingKey> givenUp = new ArrayList<>();
    boolean alone = outcome.failed.size() == 1;
    for (PendingKey key : outcome.failed) {
      if (pending.failed(key, alone, now)) {
        givenUp.add(key);
      }
    }
    if (!givenUp.isEmpty() || failuresInARow == 1) {
      LOG.warn(
          "The cache writer of cache '{}' failed with {} queued entries: {}. {}",
          cacheName,
          outcome.failed.size(),
          failure.getClass().getName(),
          givenUp.isEmpty() ? "They will be tried again" : "They go to the dead letters");
    }
    return givenUp;
  }

  private void settle(List<PendingKey> leaving, List<Settlement> settlements, int joined) {
    long asked = System.nanoTime();
    int refused;
    try {
      refused = Await.join(queue.settle(partition, settlements));
    } catch (RuntimeException e) {
      forget(); // it may or may not have left the queue: the next look tells
      throw e;
    }
    if (refused < 0) {
      LOG.warn(
          "Another JVM has taken over the queued writes of cache '{}' while the cache writer took"
              + " longer than {}; some are written twice",
          cacheName,
          settings.getTakeover());
      forget();
      return;
    }
    rightUntil = asked + leaseNanos;
    figures.written(joined);
    if (refused > 0) {
      LOG.warn(
          "{} queued entries of cache '{}' can't be given up: there are as many dead letters as"
              + " write-behind.max-backlog allows",
          refused,
          cacheName);
      forget(); // they are read again, and tried again
      return;
    }
    leaving.forEach(pending::settled);
  }

  /** Gives the right back, if it is ours. */
  void end() {
    forget();
    if (!resting) {
      Await.join(queue.release(partition));
    }
  }

  private void forget() {
    pending.clear();
  }
}
