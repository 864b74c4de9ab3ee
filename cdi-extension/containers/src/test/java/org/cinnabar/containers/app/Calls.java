package org.cinnabar.containers.app;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Counts how often the methods of a bean really ran, and throws what a test asked for. */
final class Calls {
  private final AtomicInteger count = new AtomicInteger();

  /** The number of this call, from 1. */
  int next() {
    return count.incrementAndGet();
  }

  /** Counts, and throws the trouble if there is any, with the number of the call as its message. */
  int next(@Nullable Class<? extends Exception> trouble) throws Trouble.Checked {
    int number = next();
    if (trouble == Trouble.Grave.class) {
      throw new Trouble.Grave("call " + number);
    } else if (trouble == Trouble.Slight.class) {
      throw new Trouble.Slight("call " + number);
    } else if (trouble == Trouble.class) {
      throw new Trouble("call " + number);
    } else if (trouble == Trouble.Checked.class) {
      throw new Trouble.Checked("call " + number);
    }
    return number;
  }
}
