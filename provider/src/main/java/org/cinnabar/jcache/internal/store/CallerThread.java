package org.cinnabar.jcache.internal.store;

import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.netty.util.internal.InternalThreadLocalMap;

/**
 * Keeps Netty's thread locals off threads that aren't ours. A thread on which a command opened a
 * connection would keep them, and through them the class loader of an application that is
 * undeployed, for as long as the server has the thread.
 */
final class CallerThread {
  private CallerThread() {}

  /** Whether the current thread has none of Netty's thread locals, of whoever's. */
  static boolean isClean() {
    return InternalThreadLocalMap.getIfSet() == null;
  }

  /** Removes them. Not from Netty's own threads, which end by themselves and may be another's. */
  static void clean() {
    if (!isClean() && !(Thread.currentThread() instanceof FastThreadLocalThread)) {
      FastThreadLocal.removeAll();
    }
  }
}
