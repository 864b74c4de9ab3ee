package org.cinnabar.jcache.internal;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of a cache manager: for listeners, loading and asynchronous operations, started when
 * needed and gone when idle.
 */
final class ManagerThreads {
  private static final int IDLE_SECONDS = 10;
  private static final int MOST_WAITING = 64;

  private ManagerThreads() {}

  static ExecutorService create(ClassLoader loader) {
    AtomicInteger number = new AtomicInteger();
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> {
          Thread thread = new Thread(task, "cinnabar-worker-" + number.incrementAndGet());
          thread.setDaemon(true);
          thread.setContextClassLoader(loader);
          return thread;
        });
  }

  /**
   * The threads that asynchronous operations go on with: few, of which one that waits is made up
   * for by another, up to a bound.
   */
  static ForkJoinPool async(ClassLoader loader) {
    int few = Math.max(2, Runtime.getRuntime().availableProcessors());
    AtomicInteger number = new AtomicInteger();
    return new ForkJoinPool(
        few,
        pool -> new AsyncThread(pool, loader, number.incrementAndGet()),
        null,
        true,
        few,
        few + MOST_WAITING,
        1,
        pool -> true, // at the bound the others have to wait too
        IDLE_SECONDS,
        TimeUnit.SECONDS);
  }

  private static final class AsyncThread extends ForkJoinWorkerThread {
    AsyncThread(ForkJoinPool pool, ClassLoader loader, int number) {
      super(pool);
      setName("cinnabar-async-" + number);
      setDaemon(true);
      setContextClassLoader(loader);
    }
  }
}
