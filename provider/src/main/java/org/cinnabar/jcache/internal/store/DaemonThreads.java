package org.cinnabar.jcache.internal.store;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes daemon threads named {@code cinnabar-<purpose>-<n>}. */
final class DaemonThreads implements ThreadFactory {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final String purpose;

  DaemonThreads(String purpose) {
    this.purpose = purpose;
  }

  @Override
  public Thread newThread(Runnable task) {
    Thread thread = new DaemonThread(task, "cinnabar-" + purpose + "-" + COUNT.incrementAndGet());
    thread.setDaemon(true);
    // A thread inherits the creator's loader, which may be that of an application that is
    // undeployed before we are.
    thread.setContextClassLoader(DaemonThreads.class.getClassLoader());
    return thread;
  }

  /** Whether the current thread is one of ours. */
  static boolean isCurrent() {
    return Thread.currentThread() instanceof DaemonThread;
  }

  private static final class DaemonThread extends Thread {
    DaemonThread(Runnable task, String name) {
      super(task, name);
    }
  }
}
