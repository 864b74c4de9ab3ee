package org.cinnabar.jcache.internal.store;

import java.time.Duration;
import java.util.List;
import org.cinnabar.jcache.ReplicationException;
import org.jspecify.annotations.Nullable;

/**
 * What a script replied, and how many replicas have acknowledged what it wrote.
 *
 * @param reply the script's
 * @param replicas as far as is known; 0 when waiting for them failed
 * @param failure why waiting failed; null when it didn't
 */
record Replicated(List<Object> reply, int replicas, @Nullable Throwable failure) {

  /**
   * How long replicas are waited for within a deadline: the rest is for the script itself, and for
   * hearing how many there were.
   */
  static Duration patience(Duration deadline) {
    return Duration.ofMillis(Math.max(1, deadline.toMillis() * 3 / 4));
  }

  /** Whether so many have acknowledged. */
  boolean isEnough(int wanted) {
    return replicas >= wanted;
  }

  /** What a write fails with that not enough have acknowledged. */
  ReplicationException failure(int wanted, RedisConnection connection) {
    return failure == null
        ? new ReplicationException(
            connection.address(), replicas, wanted, patience(connection.deadline()))
        : new ReplicationException(connection.address(), wanted, connection.failed(failure));
  }
}
