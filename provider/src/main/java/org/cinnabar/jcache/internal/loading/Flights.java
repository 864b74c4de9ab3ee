package org.cinnabar.jcache.internal.loading;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.cache.CacheException;
import javax.cache.integration.CacheLoaderException;
import org.cinnabar.jcache.internal.codec.LenientCodec;
import org.jspecify.annotations.Nullable;

/**
 * Lets the threads of this JVM that miss a key load it once: the first flies, the others wait and
 * get a copy of what it brings, or its failure.
 *
 * <p>Nobody waits for itself: a thread that meets its own flight, or one whose pilot waits for it
 * in turn, loads the value as well. What can't be seen that way, such as a loader that hands work
 * to another thread, ends with the longest wait.
 *
 * @param <V> the value type
 */
final class Flights<V> {
  private static final int MOST_STEPS = 100;

  private final LenientCodec<?, V> codec;
  private final long longestWait;
  private final Map<ByteBuffer, Flight> flights = new ConcurrentHashMap<>();
  private final Map<Thread, Flight> waiting = new ConcurrentHashMap<>();

  /** {@code longestWait} is in nanoseconds, and runs anew when a flight begins to load. */
  Flights(LenientCodec<?, V> codec, long longestWait) {
    this.codec = codec;
    this.longestWait = longestWait;
  }

  /** A load that others may wait for. */
  static final class Flight {
    private final Thread pilot = Thread.currentThread();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile long began = System.nanoTime();
    private volatile boolean awaited;
    private byte @Nullable [] envelope;
    private @Nullable Throwable failure;

    /** The loader is called now. */
    void begin() {
      began = System.nanoTime();
    }
  }

  /**
   * Does the work, or waits for who does.
   *
   * @param key the encoded key that is missing
   * @param work gives the value and sees to it that it is stored
   * @param alone the work of one that doesn't wait
   */
  @Nullable V join(
      byte[] key,
      Function<Flight, ? extends @Nullable V> work,
      Supplier<? extends @Nullable V> alone) {
    ByteBuffer id = ByteBuffer.wrap(key);
    Flight mine = new Flight();
    Flight flight = flights.compute(id, (same, other) -> other == null ? mine : boarded(other));
    if (flight == mine) {
      return fly(id, mine, work);
    }
    if (!await(flight)) {
      return alone.get();
    }
    if (flight.failure != null) {
      throw failed(flight.failure);
    }
    return codec.valueOrMiss(flight.envelope);
  }

  private static Flight boarded(Flight flight) {
    flight.awaited = true;
    return flight;
  }

  private @Nullable V fly(
      ByteBuffer id, Flight mine, Function<Flight, ? extends @Nullable V> work) {
    try {
      V value = work.apply(mine);
      flights.remove(id, mine); // nobody comes aboard any more
      if (mine.awaited && value != null) {
        mine.envelope = codec.encodeValue(value); // before the caller can change the value
      }
      return value;
    } catch (Throwable t) {
      mine.failure = t;
      throw t;
    } finally {
      flights.remove(id, mine);
      mine.over.countDown();
    }
  }

  /** Whether the flight has ended; false for one that this thread had better not wait for. */
  private boolean await(Flight flight) {
    Thread me = Thread.currentThread();
    long arrived = System.nanoTime();
    waiting.put(me, flight);
    try {
      while (!waitsForMe(flight, me)) {
        long since = Math.max(0, flight.began - arrived);
        long left = longestWait - (System.nanoTime() - arrived - since);
        if (left <= 0) {
          return false;
        }
        if (flight.over.await(left, TimeUnit.NANOSECONDS)) {
          return true;
        }
      }
      return false;
    } catch (InterruptedException e) {
      me.interrupt();
      throw new CacheException("Interrupted while waiting for a load by another thread", e);
    } finally {
      waiting.remove(me);
    }
  }

  private boolean waitsForMe(Flight flight, Thread me) {
    Flight next = flight;
    for (int steps = 0; next != null && steps < MOST_STEPS; steps++) {
      if (next.pilot == me) {
        return true;
      }
      next = waiting.get(next.pilot);
    }
    return false;
  }

  private static RuntimeException failed(Throwable failure) {
    return failure instanceof CacheException known && !(known instanceof CacheLoaderException)
        ? known
        : new CacheLoaderException("The load that this thread waited for failed", failure);
  }
}
