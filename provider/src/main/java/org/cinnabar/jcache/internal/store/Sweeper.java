package org.cinnabar.jcache.internal.store;

import java.util.Arrays;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes overdue entries of the deadline index, when they are due: a partition is swept at the
 * earliest deadline that this JVM knows of, and each sweep tells the next one. With nothing in the
 * index nothing is scheduled. While this JVM listens for expiries it looks at least once a second,
 * so that it also hears of what a JVM wrote that died.
 */
final class Sweeper {
  private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
  private static final int MAX_ENTRIES = 500;
  private static final long LISTENING_MILLIS = 1_000;
  private static final long RETRY_MILLIS = 1_000;
  private static final long NEVER = Long.MAX_VALUE;

  /** How long a timer may run: later deadlines are looked at again then. */
  private static final long MAX_DELAY_MILLIS = TimeUnit.DAYS.toMillis(1);

  private final StoreContext context;
  private final long start = System.nanoTime();
  private final long[] due;
  private final boolean[] running;
  private long scheduledFor = NEVER;
  private @Nullable Future<?> timer;
  private boolean listening;
  private boolean closed;

  Sweeper(StoreContext context) {
    this.context = context;
    this.due = new long[context.partitionCount()];
    this.running = new boolean[context.partitionCount()];
    Arrays.fill(due, NEVER);
  }

  /** Sweeps every partition now, which also tells what is in the index already. */
  void sweepAll() {
    for (int partition = 0; partition < due.length; partition++) {
      dueIn(partition, 0);
    }
  }

  /** Says whether this JVM listens for expiries. */
  void listening(boolean expiries) {
    synchronized (this) {
      listening = expiries;
    }
    if (expiries) {
      sweepAll();
    }
  }

  /** A deadline in a partition's index is that far away. */
  synchronized void dueIn(int partition, long millis) {
    long at = now() + Math.min(millis, MAX_DELAY_MILLIS);
    if (at < due[partition]) {
      due[partition] = at;
      reschedule();
    }
  }

  synchronized void close() {
    closed = true;
    Arrays.fill(due, NEVER);
    reschedule();
  }

  private long now() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }

  private synchronized void reschedule() {
    long earliest = NEVER;
    for (int partition = 0; partition < due.length; partition++) {
      if (!running[partition]) {
        earliest = Math.min(earliest, due[partition]);
      }
    }
    if (earliest == scheduledFor) {
      return;
    }
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
    scheduledFor = earliest;
    if (earliest != NEVER && !closed) {
      timer = context.schedule(this::sweepDue, Math.max(0, earliest - now()));
    }
  }

  private synchronized void sweepDue() {
    scheduledFor = NEVER;
    timer = null;
    long now = now();
    for (int partition = 0; partition < due.length; partition++) {
      if (!running[partition] && due[partition] <= now && !closed) {
        due[partition] = NEVER;
        running[partition] = true;
        sweep(partition);
      }
    }
    reschedule();
  }

  private void sweep(int partition) {
    context
        .commands()
        .run(
            Script.SWEEP,
            context.partition(partition).mutable(),
            context.mutation(partition).add(MAX_ENTRIES))
        .whenComplete(
            (reply, failure) -> {
              if (failure != null) {
                LOG.debug("Sweeping cache {} failed, will try again", context.cacheName(), failure);
                swept(partition, RETRY_MILLIS);
              } else {
                swept(partition, Arguments.number(reply, 1));
              }
            });
  }

  private synchronized void swept(int partition, long nextMillis) {
    running[partition] = false;
    if (closed) {
      return;
    }
    long next = nextMillis < 0 ? NEVER : nextMillis;
    if (listening) {
      next = Math.min(next, LISTENING_MILLIS);
    }
    if (next != NEVER) {
      due[partition] = Math.min(due[partition], now() + Math.min(next, MAX_DELAY_MILLIS));
    }
    reschedule();
  }
}
