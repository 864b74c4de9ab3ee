package org.cinnabar.cdi.internal.call;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/**
 * Lets concurrent misses of a key call the method once: the first flies, the others wait.
 *
 * <ul>
 *   <li>Nobody waits for itself: a thread that meets its own flight, or one whose pilot waits for
 *       it in turn, calls the method as well. What can't be seen that way, such as a method that
 *       hands work to another thread, ends with the longest wait.
 *   <li>A thread that is a pilot already waits for no other JVM, nor for a flight that does. So
 *       those who wait for other JVMs keep nobody there waiting, and no circle can close.
 *   <li>Methods that share a cache share a key's flights, whose results the cache has for both; but
 *       not what the cache doesn't have, such as exceptions.
 * </ul>
 */
public final class Flights {
  private static final int STRIPES = 1024;

  private final Duration longestWait;
  private final Map<Object, Flight> flights = new ConcurrentHashMap<>();
  private final Map<Thread, Flight> waiting = new ConcurrentHashMap<>();
  private final Set<Thread> pilots = ConcurrentHashMap.newKeySet();
  private final AtomicIntegerArray landings = new AtomicIntegerArray(STRIPES);

  /**
   * An empty sky.
   *
   * @param longestWait after which a waiting call goes its own way
   */
  public Flights(Duration longestWait) {
    this.longestWait = longestWait;
  }

  /** A call that missed. */
  interface Trip {
    /** What is missing. */
    Object key();

    /** Whose method is called. */
    Object operation();

    /** Looks it up once more. */
    Lookup lookup();

    /**
     * Calls the method for all who wait, and stores its result.
     *
     * @param patience how long to wait for other JVMs; zero where it mustn't
     */
    Flight.Landing fly(Flight flight, Duration patience) throws Exception;

    /** Calls the method for this call alone, and stores its result. */
    Flight.Landing alone() throws Exception;
  }

  /**
   * To be taken before the cache is asked: tells later whether a flight ended in between, whose
   * result the cache may have by now.
   */
  int landingsOf(Object key) {
    return landings.get(stripe(key));
  }

  /**
   * Makes the trip, or waits for who does.
   *
   * @param before {@link #landingsOf} before the key was looked up
   */
  @Nullable Object join(Trip trip, int before) throws Exception {
    Flight mine = new Flight(trip.operation());
    Flight other = flights.putIfAbsent(trip.key(), mine);
    return other == null ? lead(trip, mine, before) : follow(trip, other);
  }

  private @Nullable Object lead(Trip trip, Flight mine, int before) throws Exception {
    boolean first = pilots.add(Thread.currentThread());
    try {
      if (landingsOf(trip.key()) != before) {
        Lookup again = trip.lookup();
        if (again.isHit()) {
          mine.land(Flight.Landing.of(again.content(), true));
          return again.result();
        }
      }
      Flight.Landing landing = trip.fly(mine, first ? longestWait : Duration.ZERO);
      mine.land(landing);
      return landing.result();
    } catch (Exception e) {
      mine.land(Flight.Landing.of(e));
      throw e;
    } finally {
      if (first) {
        pilots.remove(Thread.currentThread());
      }
      // Counted before it leaves the map: who takes its place there must see the count.
      landings.incrementAndGet(stripe(trip.key()));
      flights.remove(trip.key(), mine);
      mine.release();
    }
  }

  private @Nullable Object follow(Trip trip, Flight other) throws Exception {
    if (!await(other)) {
      return trip.alone().result();
    }
    int before = landingsOf(trip.key());
    Flight.Landing landing = other.landing();
    if (landing.stored()) {
      // Its own copy, where the cache stores by value.
      Lookup again = trip.lookup();
      if (again.isHit()) {
        return again.result();
      }
    }
    if (!other.isOf(trip.operation())) {
      return join(trip, before);
    }
    if (landing.exception() != null) {
      throw landing.exception();
    }
    return landing.returned() ? landing.result() : trip.alone().result();
  }

  /** Whether the flight has landed; false for one that this thread had better not wait for. */
  private boolean await(Flight other) {
    Thread me = Thread.currentThread();
    waiting.put(me, other);
    try {
      return !waitsForMe(other, me) && other.await(longestWait.toNanos(), pilots.contains(me));
    } catch (InterruptedException e) {
      me.interrupt();
      return false;
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
