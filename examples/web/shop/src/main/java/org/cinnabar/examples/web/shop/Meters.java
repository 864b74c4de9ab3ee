package org.cinnabar.examples.web.shop;

import jakarta.enterprise.context.ApplicationScoped;

/** One meter for requests with the cache, one for those without. */
@ApplicationScoped
class Meters {

  private final Meter cached = new Meter();
  private final Meter uncached = new Meter();

  Meter of(boolean cache) {
    return cache ? cached : uncached;
  }
}
