package org.cinnabar.cdi.internal.call;

import java.util.function.Supplier;
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
  private final String name;

  ResultOperation(Resolved<CacheResult> resolved, Guard guard, @Nullable Flights flights) {
    this.resolved = resolved;
    this.guard = guard;
    this.flights = flights;
    name = resolved.method().getCacheName();
  }

  /**
   * Where the result of one call belongs.
   *
   * @param operation this, so that methods sharing a cache don't share their flights' exceptions
   */
  private record Place(
      ResultOperation operation,
      Cache<Object, Object> cache,
      GeneratedCacheKey key,
      @Nullable Cache<Object, Object> exceptions) {}

  @Override
  public @Nullable Object call(CacheCall<CacheResult> call, Body body) throws Exception {
    Place place = guard.get(name, () -> place(call));
    if (place == null) {
      return body.proceed();
    } else if (call.getCacheAnnotation().skipGet()) {
      return proceed(call, place, body).result();
    }
    int before = flights == null ? 0 : flights.landingsOf(place);
    Supplier<Lookup> lookup = () -> guarded(place);
    Lookup found = lookup.get();
    if (found.isHit()) {
      return found.result();
    } else if (found.state() == Lookup.State.FAILED) {
      return body.proceed();
    } else if (flights == null) {
      return proceed(call, place, body).result();
    }
    return flights.join(place, before, lookup, () -> proceed(call, place, body));
  }

  private Place place(CacheCall<CacheResult> call) {
    return new Place(this, resolved.cache(call), resolved.key(call), resolved.exceptionCache(call));
  }

  private Lookup guarded(Place place) {
    Lookup found = guard.get(name, () -> lookup(place));
    return found == null ? Lookup.FAILED : found;
  }

  private Lookup lookup(Place place) {
    Object value = place.cache.get(place.key);
    if (value != null && resolved.canReturn(value)) {
      return Lookup.ofValue(value);
    } else if (value != null) {
      guard.record(name, misfit(value));
    }
    Object thrown = place.exceptions == null ? null : place.exceptions.get(place.key);
    return thrown instanceof Throwable exception ? Lookup.ofException(exception) : Lookup.MISS;
  }

  private ClassCastException misfit(Object value) {
    return new ClassCastException(
        "The cache holds an object of %s, which %s doesn't return; give methods of different types different caches"
            .formatted(value.getClass().getName(), resolved.method()));
  }

  private Flight.Landing proceed(CacheCall<CacheResult> call, Place place, Body body)
      throws Exception {
    Object result;
    try {
      result = body.proceed();
    } catch (Throwable t) {
      keepException(place, t);
      throw t;
    }
    // A null result can't be stored (JSR-107 has no null values), so the next call asks again.
    boolean stored = result != null && guard.run(name, () -> store(call, place, result));
    return Flight.Landing.of(result, stored);
  }

  private void store(CacheCall<CacheResult> call, Place place, Object result) {
    Tagging.tagged(place.cache, resolved.method().tags().of(call)).put(place.key, result);
  }

  private void keepException(Place place, Throwable thrown) {
    Cache<Object, Object> exceptions = place.exceptions;
    if (exceptions == null || !resolved.method().exceptions().includes(thrown)) {
      return;
    }
    try {
      guard.run(exceptions.getName(), () -> exceptions.put(place.key, thrown));
    } catch (RuntimeException e) {
      // The method's exception is what the caller must see.
      thrown.addSuppressed(e);
    }
  }
}
