package org.cinnabar.jcache.internal.event;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks one after another, in order, on threads of another executor; holds a thread only while
 * there is work.
 */
final class SerialExecutor implements Executor {
  private final Executor threads;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private boolean running;
  private volatile @Nullable Thread current;

  SerialExecutor(Executor threads) {
    this.threads = threads;
  }

  @Override
  public void execute(Runnable task) {
    synchronized (waiting) {
      waiting.add(task);
      if (running) {
        return;
      }
      running = true;
    }
    try {
      threads.execute(this::drain);
    } catch (RejectedExecutionException e) {
      synchronized (waiting) {
        running = false;
        waiting.clear();
      }
    }
  }

  /** Whether the calling thread is running one of the tasks. */
  boolean isCurrent() {
    return Thread.currentThread() == current;
  }

  private void drain() {
    current = Thread.currentThread();
    try {
      for (Runnable task = next(); task != null; task = next()) {
        task.run();
      }
    } finally {
      current = null;
    }
  }

  private @Nullable Runnable next() {
    synchronized (waiting) {
      Runnable task = waiting.poll();
      if (task == null) {
        running = false;
        current = null;
      }
      return task;
    }
  }
}
