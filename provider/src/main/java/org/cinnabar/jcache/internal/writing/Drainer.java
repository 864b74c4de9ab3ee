package org.cinnabar.jcache.internal.writing;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that drains the queues of one cache, as far as this JVM has the right to. It rests
 * while nothing waits, looking now and then whether a JVM that died has left something.
 */
final class Drainer {
  private static final Logger LOG = LoggerFactory.getLogger(Drainer.class);
  private static final long NEVER = Long.MAX_VALUE / 2;
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long END_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final String cacheName;
  private final List<Drain> drains;
  private final AtomicInteger hurrying = new AtomicInteger();
  private final CountDownLatch ended = new CountDownLatch(1);
  private @Nullable Thread thread;
  private boolean started;
  private boolean closing;
  private boolean failing;
  private long closeBy;

  Drainer(String cacheName, List<Drain> drains) {
    this.cacheName = cacheName;
    this.drains = drains;
  }

  /** Starts the thread. */
  synchronized void start(Executor threads) {
    started = true;
    threads.execute(this::run);
  }

  /** This JVM has queued a write. */
  void queued(int partition) {
    Drain drain = drains.get(partition);
    long soon = drain.queued();
    if (soon >= 0) {
      lookIn(drain, soon);
    }
  }

  /** Until {@link #calm()}, what is there is written without waiting for more. */
  void hurry() {
    hurrying.incrementAndGet();
    lookEverywhere();
  }

  /** Ends a {@link #hurry()}. */
  void calm() {
    hurrying.decrementAndGet();
  }

  /** Looks at all queues now. */
  void lookEverywhere() {
    drains.forEach(drain -> lookIn(drain, 0));
  }

  /**
   * Writes what is there as long as the limit allows, and ends. A writer that hangs is interrupted
   * then, and left alone; its partition stays this JVM's until the takeover time is over.
   */
  void close(long limitNanos) {
    Thread running;
    synchronized (this) {
      if (closing || !started) {
        return;
      }
      closing = true;
      closeBy = System.nanoTime() + limitNanos;
      drains.forEach(drain -> drain.lookAt = System.nanoTime());
      notifyAll();
    }
    boolean interrupted = awaitEnd(limitNanos + END_NANOS);
    synchronized (this) {
      running = thread;
    }
    if (running != null) {
      LOG.warn(
          "Cache '{}' was closed before all queued writes were written; they stay queued",
          cacheName);
      running.interrupt();
      interrupted |= awaitEnd(END_NANOS);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean awaitEnd(long nanos) {
    try {
      ended.await(nanos, TimeUnit.NANOSECONDS);
      return false;
    } catch (InterruptedException e) {
      return true;
    }
  }

  private synchronized void lookIn(Drain drain, long nanos) {
    long at = System.nanoTime() + nanos;
    if (at - drain.lookAt < 0) {
      drain.lookAt = at;
      notifyAll();
    }
  }

  private void run() {
    synchronized (this) {
      thread = Thread.currentThread();
    }
    try {
      for (Drain drain = next(); drain != null; drain = next()) {
        step(drain);
      }
      drains.forEach(this::end);
    } catch (InterruptedException e) {
      LOG.debug("Draining cache {} was interrupted", cacheName, e);
    } finally {
      synchronized (this) {
        thread = null;
      }
      ended.countDown();
      Thread.interrupted(); // the thread is others' after this
    }
  }

  /** Waits for the next drain that is due; null at the end. */
  private synchronized @Nullable Drain next() throws InterruptedException {
    while (true) {
      long now = System.nanoTime();
      if (closing && (closeBy - now <= 0 || failing || drains.stream().allMatch(this::isDone))) {
        return null;
      }
      Drain first = drains.stream().min(Comparator.comparing(drain -> drain.lookAt - now)).get();
      long wait = first.lookAt - now;
      if (wait <= 0) {
        first.lookAt = now + NEVER;
        return first;
      }
      TimeUnit.NANOSECONDS.timedWait(this, closing ? Math.min(wait, closeBy - now) : wait);
    }
  }

  /** While closing, a queue is looked at again until nothing is left to do there. */
  private boolean isDone(Drain drain) {
    return drain.resting && drain.lookAt - System.nanoTime() > 0;
  }

  private void step(Drain drain) throws InterruptedException {
    long nextIn;
    try {
      nextIn = drain.step(closing() || hurrying.get() > 0);
      failing = false;
    } catch (RuntimeException | Error e) { // whatever it was, the other partitions go on
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      tell(e);
      nextIn = RETRY_NANOS;
    }
    lookIn(drain, nextIn);
  }

  private synchronized boolean closing() {
    return closing;
  }

  /** Tells of an outage once. */
  private void tell(Throwable failure) {
    if (failing) {
      LOG.debug("Draining cache {} failed, will try again", cacheName, failure);
    } else if (failure instanceof CacheException) {
      LOG.warn(
          "The queued writes of cache '{}' can't be read at present; they stay queued: {}",
          cacheName,
          failure.getMessage());
    } else {
      LOG.warn("Draining cache '{}' failed, will try again", cacheName, failure);
    }
    failing = true;
  }

  private void end(Drain drain) {
    try {
      drain.end();
    } catch (RuntimeException e) {
      LOG.debug("A right to drain cache {} ends by itself", cacheName, e);
    }
  }
}
