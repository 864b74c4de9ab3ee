package org.cinnabar.cdi.internal.call;

import java.time.Duration;
import javax.cache.Cache;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.GeneratedCacheKey;
import org.cinnabar.cdi.internal.method.CacheCall;
import org.jspecify.annotations.Nullable;

/** {@code @CacheResult}: the cached result or exception; else the method's, which is cached. */
final class ResultOperation implements Operation<CacheResult> {
  private final Resolved<CacheResult> resolved;
  private final Guard guard;
  private final @Nullable Flights flights;
  private final Turns turns = new Turns();
  private final String name;

  ResultOperation(Resolved<CacheResult> resolved, Guard guard, @Nullable Flights flights) {
    this.resolved = resolved;
    this.guard = guard;
    this.flights = flights;
    name = resolved.method().getCacheName();
  }

  /** Where the result of one call belongs. */
  private record Place(Spot spot, @Nullable Cache<Object, Object> exceptions) {}

  /** What is looked up, by whatever method. */
  private record Spot(Cache<Object, Object> cache, GeneratedCacheKey key) {}

  @Override
  public @Nullable Object call(CacheCall<CacheResult> call, Body body) throws Exception {
    Place place = guard.get(name, () -> place(call));
    if (place == null) {
      return body.proceed();
    } else if (call.getCacheAnnotation().skipGet()) {
      return proceed(call, place, body, Turn.REFUSED).result();
    }
    int before = flights == null ? 0 : flights.landingsOf(place.spot);
    Lookup found = guarded(place);
    if (found.isHit()) {
      return found.result();
    } else if (found.state() == Lookup.State.FAILED) {
      return body.proceed();
    } else if (flights == null) {
      return proceed(call, place, body, Turn.REFUSED).result();
    }
    return flights.join(new Missed(call, place, body), before);
  }

  private Place place(CacheCall<CacheResult> call) {
    return new Place(
        new Spot(resolved.cache(call), resolved.key(call)), resolved.exceptionCache(call));
  }

  /** A call that missed. */
  private final class Missed implements Flights.Trip {
    private final CacheCall<CacheResult> call;
    private final Place place;
    private final Body body;

    Missed(CacheCall<CacheResult> call, Place place, Body body) {
      this.call = call;
      this.place = place;
      this.body = body;
    }

    @Override
    public Object key() {
      return place.spot;
    }

    @Override
    public Object operation() {
      return ResultOperation.this;
    }

    @Override
    public Lookup lookup() {
      return guarded(place);
    }

    @Override
    public Flight.Landing alone() throws Exception {
      return proceed(call, place, body, Turn.REFUSED);
    }

    @Override
    public Flight.Landing fly(Flight flight, Duration patience) throws Exception {
      if (!turns.areIn(place.spot.cache)) {
        flight.takeOff();
        return alone();
      }
      Flight.Landing landing = inTurn(flight, Duration.ZERO);
      if (landing == null && !patience.isZero()) {
        flight.queue();
        landing = inTurn(flight, patience);
      }
      flight.takeOff();
      return landing == null ? alone() : landing;
    }

    /** Calls the method in its turn; null when that didn't come. */
    private Flight.@Nullable Landing inTurn(Flight flight, Duration patience) throws Exception {
      try (Turn turn =
          guard.get(name, () -> turns.take(place.spot.cache, place.spot.key, patience))) {
        if (turn == null) {
          flight.takeOff();
          return Flight.Landing.of(body.proceed(), false); // as after a failed look-up
        }
        // Who has the turn knows that there is no value, but not whether there is an exception.
        boolean looks = !turn.isGiven() || place.exceptions != null;
        Lookup again = looks ? lookup() : Lookup.MISS;
        if (again.isHit()) {
          return Flight.Landing.of(again.result(), true);
        }
        boolean failed = again.state() == Lookup.State.FAILED;
        if (!turn.isGiven() && !failed) {
          return null;
        }
        flight.takeOff();
        return failed ? Flight.Landing.of(body.proceed(), false) : proceed(call, place, body, turn);
      }
    }
  }

  private Lookup guarded(Place place) {
    Lookup found = guard.get(name, () -> lookup(place));
    return found == null ? Lookup.FAILED : found;
  }

  private Lookup lookup(Place place) {
    Object value = place.spot.cache.get(place.spot.key);
    if (value != null && resolved.canReturn(value)) {
      return Lookup.ofValue(value);
    } else if (value != null) {
      guard.record(name, misfit(value));
    }
    Object thrown = place.exceptions == null ? null : place.exceptions.get(place.spot.key);
    return thrown instanceof Throwable exception ? Lookup.ofException(exception) : Lookup.MISS;
  }

  private ClassCastException misfit(Object value) {
    return new ClassCastException(
        "The cache holds an object of %s, which %s doesn't return; give methods of different types different caches"
            .formatted(value.getClass().getName(), resolved.method()));
  }

  private Flight.Landing proceed(CacheCall<CacheResult> call, Place place, Body body, Turn turn)
      throws Exception {
    Object result;
    try {
      result = body.proceed();
    } catch (Throwable t) {
      keepException(place, t);
      throw t;
    }
    // A null result can't be stored (JSR-107 has no null values), so the next call asks again.
    boolean stored =
        result != null && !turn.isLost() && guard.run(name, () -> store(call, place, result));
    return Flight.Landing.of(result, stored);
  }

  private void store(CacheCall<CacheResult> call, Place place, Object result) {
    Tagging.tagged(place.spot.cache, resolved.method().tags().of(call)).put(place.spot.key, result);
  }

  private void keepException(Place place, Throwable thrown) {
    Cache<Object, Object> exceptions = place.exceptions;
    if (exceptions == null || !resolved.method().exceptions().includes(thrown)) {
      return;
    }
    try {
      guard.run(exceptions.getName(), () -> exceptions.put(place.spot.key, thrown));
    } catch (RuntimeException e) {
      // The method's exception is what the caller must see.
      thrown.addSuppressed(e);
    }
  }
}
