package org.cinnabar.containers.app;

import jakarta.enterprise.context.ApplicationScoped;
import javax.cache.annotation.CacheResult;

/** Inherits cached methods, overrides one without an annotation, and implements a generic one. */
@ApplicationScoped
public class NumberFinder extends AbstractFinder<Long> {
  private final Calls calls = new Calls();

  /** Compiled with a bridge that takes an Object. */
  @CacheResult
  @Override
  public Integer find(Long key) {
    return calls.next();
  }

  /** Not cached: what overrides says for itself what it wants. */
  @Override
  public Integer overridden(String key) {
    return calls.next();
  }
}
