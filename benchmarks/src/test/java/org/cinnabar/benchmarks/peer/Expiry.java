package org.cinnabar.benchmarks.peer;

import java.util.concurrent.TimeUnit;
import javax.cache.configuration.Factory;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;

/** When entries expire. Nothing expires while it is measured: the time is an hour. */
public enum Expiry {
  ETERNAL,
  /** An hour after creation. */
  CREATED,
  /** An hour after the last access. */
  ACCESSED;

  /** That of {@link #CREATED} and {@link #ACCESSED}. */
  public static final Duration TIME = new Duration(TimeUnit.HOURS, 1);

  /** The policy as JCache configurations take it. */
  public Factory<ExpiryPolicy> factory() {
    return switch (this) {
      case ETERNAL -> EternalExpiryPolicy.factoryOf();
      case CREATED -> CreatedExpiryPolicy.factoryOf(TIME);
      case ACCESSED -> AccessedExpiryPolicy.factoryOf(TIME);
    };
  }
}
