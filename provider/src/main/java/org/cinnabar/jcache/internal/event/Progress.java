package org.cinnabar.jcache.internal.event;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How far the listeners have come in each partition, which remote acknowledgements have arrived,
 * and what listeners threw; operations wait here for their own events.
 */
final class Progress {
  /** A partition and a sequence number in it. */
  record Position(int partition, long sequence) {}

  private static final int REMEMBERED = 4096;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<Integer, Long> dispatched = new HashMap<>();
  private final Map<Position, RuntimeException> failures = new Bounded<>();
  private final Map<Position, Integer> acknowledged = new Bounded<>();

  /** Notes that this JVM's synchronous listeners have run for an event, and what they threw. */
  void dispatched(Position position, @Nullable RuntimeException failure) {
    update(
        () -> {
          dispatched.merge(position.partition(), position.sequence(), Math::max);
          if (failure != null) {
            failures.put(position, failure);
          }
        });
  }

  /** Notes an acknowledgement by another JVM. */
  void acknowledged(Position position) {
    update(() -> acknowledged.merge(position, 1, Integer::sum));
  }

  /**
   * Waits until this JVM's synchronous listeners have run, if {@code local}, and so many other JVMs
   * have acknowledged.
   *
   * @return whether that came to pass within {@code nanos}
   */
  boolean await(Position position, boolean local, int acknowledgements, long nanos)
      throws InterruptedException {
    long remaining = nanos;
    lock.lockInterruptibly();
    try {
      while (!(arrived(position, local)
          && acknowledged.getOrDefault(position, 0) >= acknowledgements)) {
        if (remaining <= 0) {
          return false;
        }
        remaining = changed.awaitNanos(remaining);
      }
      return true;
    } finally {
      acknowledged.remove(position);
      lock.unlock();
    }
  }

  /** Takes what listeners threw for an event; null when nothing. */
  @Nullable RuntimeException takeFailure(Position position) {
    lock.lock();
    try {
      return failures.remove(position);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Forgets how far a partition has come, when its sequence may start anew, and lets nobody wait
   * for what is lost.
   */
  void reset(int partition) {
    update(() -> dispatched.remove(partition));
  }

  private boolean arrived(Position position, boolean local) {
    return !local || dispatched.getOrDefault(position.partition(), 0L) >= position.sequence();
  }

  private void update(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Forgets the oldest: nobody waits for most of what comes in. */
  private static final class Bounded<A, B> extends LinkedHashMap<A, B> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<A, B> eldest) {
      return size() > REMEMBERED;
    }
  }
}
