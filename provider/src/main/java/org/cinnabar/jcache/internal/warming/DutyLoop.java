package org.cinnabar.jcache.internal.warming;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.cinnabar.jcache.internal.operation.Await;
import org.cinnabar.jcache.internal.store.CacheStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does a piece of work that one JVM of the cluster does at a time. It looks once a second whether
 * the work is due, which costs no request; while another JVM is at it, it asks again every three
 * seconds, so that it can take over.
 */
final class DutyLoop {
  private static final Logger LOG = LoggerFactory.getLogger(DutyLoop.class);
  private static final long RETRY_SECONDS = 3;
  private static final long LONGEST_RETRY_SECONDS = 60;

  /** What is done. */
  interface Work {
    /** Whether there is something to do; quick. */
    boolean isDue();

    /** Whether there never will be again. */
    boolean isOver();

    /** Does what is due, as far as it still is, until the end or until it shall stop. */
    void run(CacheStore.Duty duty, BooleanSupplier stopped);
  }

  private final WarmingContext<?, ?> context;
  private final String name;
  private final Work work;
  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile boolean closed;
  private volatile long notBefore = System.nanoTime();
  private int failures;

  DutyLoop(WarmingContext<?, ?> context, String name, Work work) {
    this.context = context;
    this.name = name;
    this.work = work;
  }

  void start() {
    tick();
  }

  /** Lets the work under way stop; doesn't wait for it. */
  void close() {
    closed = true;
  }

  private void tick() {
    if (closed || work.isOver()) {
      return;
    }
    if (System.nanoTime() - notBefore >= 0 && work.isDue() && busy.compareAndSet(false, true)) {
      try {
        context.background().accept(this::attempt);
      } catch (IllegalStateException e) {
        return; // closed meanwhile
      }
    }
    context.store().later(this::tick);
  }

  private void attempt() {
    try {
      Optional<CacheStore.Duty> duty = Await.join(context.store().duty(name));
      if (duty.isPresent()) {
        run(duty.get());
        notBefore = System.nanoTime();
      } else {
        waitSeconds(RETRY_SECONDS);
      }
      failures = 0;
    } catch (RuntimeException e) {
      long seconds = Math.min(LONGEST_RETRY_SECONDS, RETRY_SECONDS << Math.min(failures, 10));
      waitSeconds(seconds);
      if (!closed && failures++ == 0) {
        LOG.warn("The {} of cache '{}' failed and is tried again", name, context.cacheName(), e);
      } else {
        LOG.debug("The {} of cache '{}' failed again", name, context.cacheName(), e);
      }
    } finally {
      busy.set(false);
    }
  }

  private void run(CacheStore.Duty duty) {
    try {
      work.run(duty, () -> closed || Thread.currentThread().isInterrupted());
    } finally {
      Await.join(duty.release()); // so that closing lets another take over at once
    }
  }

  private void waitSeconds(long seconds) {
    notBefore = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
  }
}
