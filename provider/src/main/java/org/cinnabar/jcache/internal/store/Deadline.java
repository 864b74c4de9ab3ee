package org.cinnabar.jcache.internal.store;

import java.time.Duration;
import java.util.function.Supplier;
import javax.cache.CacheException;

/**
 * How long an operation may take. It runs from when the operation begins, over all its requests and
 * repetitions; the time that the application's own code takes is given back. Used by one thread at
 * a time.
 */
public final class Deadline {
  private static final long UNBOUNDED = Long.MAX_VALUE;

  private final Duration limit;
  private final Supplier<? extends CacheException> failure;
  private boolean bounded = true;
  private long due;

  Deadline(Duration limit, Supplier<? extends CacheException> failure) {
    this.limit = limit;
    this.failure = failure;
    this.due = System.nanoTime() + limit.toNanos();
  }

  /**
   * Leaves the time to each request, for an operation on any number of entries: it goes on as long
   * as the server answers.
   */
  public Deadline eachRequest() {
    bounded = false;
    return this;
  }

  /** Bounds what follows, if it isn't bounded yet: from now on others are waited for. */
  public void bound() {
    if (!bounded) {
      bounded = true;
      due = System.nanoTime() + limit.toNanos();
    }
  }

  /** Gives back time that the application's own code took. */
  public void giveBack(long nanos) {
    due += nanos;
  }

  /** The nanoseconds left, 0 or less when there are none; {@link Long#MAX_VALUE} for no bound. */
  public long remaining() {
    return bounded ? due - System.nanoTime() : UNBOUNDED;
  }

  /** The whole time, for error messages. */
  public Duration limit() {
    return limit;
  }

  /** What an operation fails with that got no answer in time. */
  public CacheException unanswered() {
    return failure.get();
  }
}
