package org.cinnabar.jcache.internal.operation;

import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.cinnabar.jcache.internal.store.Ttl;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An expiry policy as times to live in milliseconds: {@link #IMMEDIATE}, a positive number, or one
 * of {@link Ttl}'s values.
 *
 * <p>A policy that throws gives the implementation's default (JSR-107 {@link ExpiryPolicy}):
 * eternal at creation, unchanged otherwise.
 */
public final class ExpiryRules {
  /** The entry expires at once. */
  public static final long IMMEDIATE = 0;

  /** In the place of the time that stale values are kept: values don't tell how fresh they are. */
  public static final long NOT_TOLD = -1;

  private static final Logger LOG = LoggerFactory.getLogger(ExpiryRules.class);

  private static final Set<Class<?>> STANDARD =
      Set.of(
          AccessedExpiryPolicy.class,
          CreatedExpiryPolicy.class,
          EternalExpiryPolicy.class,
          ModifiedExpiryPolicy.class,
          TouchedExpiryPolicy.class);

  private final ExpiryPolicy policy;
  private final double jitter;
  private final long staleMillis;

  /**
   * The rules of a policy.
   *
   * @param jitter by what share its times to live are varied, each time anew; from 0 to below 1
   */
  public ExpiryRules(ExpiryPolicy policy, double jitter) {
    this(policy, jitter, NOT_TOLD);
  }

  /**
   * The rules of a policy.
   *
   * @param staleMillis how long values are kept when they are no longer fresh, for which they must
   *     tell until when they are; {@link #NOT_TOLD} when they don't
   */
  public ExpiryRules(ExpiryPolicy policy, double jitter, long staleMillis) {
    this.policy = policy;
    this.jitter = jitter;
    this.staleMillis = staleMillis;
  }

  /** Whether values tell until when they are fresh. */
  boolean tellsFreshness() {
    return staleMillis != NOT_TOLD;
  }

  /** How long a value is kept that is fresh so long. */
  long kept(long ttl) {
    return ttl < 0 ? ttl : Ttl.ofMillis(ttl + staleMillis);
  }

  /**
   * Whether the policy always gives the same answers, but for the jitter, so that it may be asked
   * for a branch that is not taken.
   */
  public boolean isPure() {
    return STANDARD.contains(policy.getClass());
  }

  /** Whether new entries never expire, as far as can be told beforehand. */
  public boolean isEternal() {
    return isPure() && creation() == Ttl.ETERNAL;
  }

  /** Whether reading an entry never changes its time to live, as far as can be told beforehand. */
  public boolean ignoresAccess() {
    return isPure() && access() == Ttl.UNCHANGED;
  }

  /** The time to live of a new entry. */
  public long creation() {
    return ttl(policy::getExpiryForCreation, Ttl.ETERNAL);
  }

  /** The time to live of an entry that was accessed. */
  public long access() {
    return ttl(policy::getExpiryForAccess, Ttl.UNCHANGED);
  }

  /** The time to live of an entry that was updated. */
  public long update() {
    return ttl(policy::getExpiryForUpdate, Ttl.UNCHANGED);
  }

  private long ttl(Supplier<@Nullable Duration> question, long otherwise) {
    Duration duration;
    try {
      duration = question.get();
    } catch (RuntimeException e) {
      LOG.warn("The expiry policy failed; the default expiry is used", e);
      return otherwise;
    }
    if (duration == null) {
      return otherwise;
    }
    if (duration.isEternal()) {
      return Ttl.ETERNAL;
    }
    if (duration.isZero()) {
      return IMMEDIATE;
    }
    long millis = duration.getTimeUnit().toMillis(duration.getDurationAmount());
    long ttl = Ttl.ofMillis(Math.max(1, millis));
    return ttl == Ttl.ETERNAL ? ttl : varied(ttl);
  }

  private long varied(long ttl) {
    long most = (long) (ttl * jitter);
    return most == 0 ? ttl : ttl + ThreadLocalRandom.current().nextLong(-most, most + 1);
  }
}
