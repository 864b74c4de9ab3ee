package org.cinnabar.cdi.internal.cache;

import java.util.function.Supplier;

/**
 * Runs what a provider does to open something with the application's class loader as the thread's,
 * which some providers load classes with and which on some servers is another.
 */
final class ContextLoader {
  private ContextLoader() {}

  static <T> T with(ClassLoader loader, Supplier<T> action) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return action.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
