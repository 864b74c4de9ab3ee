package org.cinnabar.cdi.internal.call;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets concurrent misses of a key call the method once: the first flies, the others wait.
 *
 * <p>Nobody waits for itself: a thread that meets its own flight, or one whose pilot waits for it
 * in turn, calls the method as well. What can't be seen that way, such as a method that hands work
 * to another thread, ends with the longest wait.
 */
public final class Flights {
  private static final int STRIPES = 1024;

  private final long longestWait;
  private final Map<Object, Flight> flights = new ConcurrentHashMap<>();
  private final Map<Thread, Flight> waiting = new ConcurrentHashMap<>();
  private final AtomicIntegerArray landings = new AtomicIntegerArray(STRIPES);

  /**
   * An empty sky.
   *
   * @param longestWait after which a waiting call goes its own way
   */
  public Flights(Duration longestWait) {
    this.longestWait = longestWait.toNanos();
  }

  /** A flight's work. */
  interface Work {
    /** Calls the method and stores its result. */
    Flight.Landing fly() throws Exception;
  }

  /**
   * To be taken before the cache is asked: tells later whether a flight ended in between, whose
   * result the cache may have by now.
   */
  int landingsOf(Object key) {
    return landings.get(stripe(key));
  }

  /**
   * Does the work, or waits for who does.
   *
   * @param key what is missing
   * @param before {@link #landingsOf} before it was looked up
   * @param lookup looks it up once more
   * @param work calls the method and stores its result
   */
  @Nullable Object join(Object key, int before, Supplier<Lookup> lookup, Work work)
      throws Exception {
    Flight mine = new Flight();
    Flight other = flights.putIfAbsent(key, mine);
    if (other == null) {
      return lead(key, mine, before, lookup, work);
    }
    return follow(other, lookup, work);
  }

  private @Nullable Object lead(
      Object key, Flight mine, int before, Supplier<Lookup> lookup, Work work) throws Exception {
    try {
      if (landingsOf(key) != before) {
        Lookup again = lookup.get();
        if (again.isHit()) {
          mine.land(Flight.Landing.of(again.content(), true));
          return again.result();
        }
      }
      Flight.Landing landing = work.fly();
      mine.land(landing);
      return landing.result();
    } catch (Exception e) {
      mine.land(Flight.Landing.of(e));
      throw e;
    } finally {
      // Counted before it leaves the map: who takes its place there must see the count.
      landings.incrementAndGet(stripe(key));
      flights.remove(key, mine);
      mine.release();
    }
  }

  private @Nullable Object follow(Flight other, Supplier<Lookup> lookup, Work work)
      throws Exception {
    Flight.Landing landing = await(other);
    if (landing.stored()) {
      // Its own copy, where the cache stores by value.
      Lookup again = lookup.get();
      if (again.isHit()) {
        return again.result();
      }
    }
    if (landing.exception() != null) {
      throw landing.exception();
    }
    return landing.returned() ? landing.result() : work.fly().result();
  }

  private Flight.Landing await(Flight other) {
    Thread me = Thread.currentThread();
    waiting.put(me, other);
    try {
      boolean landed = !waitsForMe(other, me) && other.await(longestWait);
      return landed ? other.landing() : Flight.Landing.NOTHING;
    } catch (InterruptedException e) {
      me.interrupt();
      return Flight.Landing.NOTHING;
    } finally {
      waiting.remove(me);
    }
  }

  private boolean waitsForMe(Flight flight, Thread me) {
    Flight next = flight;
    for (int steps = 0; next != null && steps < STRIPES; steps++) {
      if (next.owner() == me) {
        return true;
      }
      next = waiting.get(next.owner());
    }
    return false;
  }

  private static int stripe(Object key) {
    int hash = key.hashCode();
    return (hash ^ (hash >>> 16)) & (STRIPES - 1);
  }
}
