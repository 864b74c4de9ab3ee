package org.cinnabar.jcache.internal.loading;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.cinnabar.jcache.LoadPolicy;
import org.cinnabar.jcache.RefreshAhead;
import org.cinnabar.jcache.internal.codec.Envelope;
import org.cinnabar.jcache.internal.operation.ExpiryRules;
import org.cinnabar.jcache.internal.operation.Operations;
import org.cinnabar.jcache.internal.operation.Pipeline;
import org.cinnabar.jcache.internal.store.CacheStore;
import org.cinnabar.jcache.internal.store.LoadCoordination;
import org.cinnabar.jcache.internal.store.LoadCoordination.Claim;
import org.cinnabar.jcache.internal.store.LoadCoordination.Claims;
import org.cinnabar.jcache.internal.store.LoadCoordination.Loan;
import org.cinnabar.jcache.internal.store.LoadCoordination.Wanted;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads entries again in the background before, or soon after, they are no longer fresh.
 *
 * <ul>
 *   <li>One JVM of the cluster does, the one that gets the lease of loading the key while the entry
 *       is still the one that was looked up; so each entry is loaded again once.
 *   <li>What was loaded is stored only in the place of that very entry.
 *   <li>Lookups never wait for it. When the loader fails, the next attempt comes a second later at
 *       the earliest.
 *   <li>Each JVM runs a bounded number of these loads at a time; more are left to later lookups.
 * </ul>
 *
 * @param <K> the key type
 * @param <V> the value type
 */
final class Refreshes<K, V> {
  private static final int MOST_AT_ONCE = 16;
  private static final Logger LOG = LoggerFactory.getLogger(Refreshes.class);

  private final String cacheName;
  private final CacheStore store;
  private final Pipeline<K, V> pipeline;
  private final ExpiryRules expiry;
  private final EntryLoads<K, V> loads;
  private final RefreshAhead settings;
  private final long leaseMillis;
  private final Executor background;
  private final Semaphore slots = new Semaphore(MOST_AT_ONCE);
  private final Set<ByteBuffer> underWay = ConcurrentHashMap.newKeySet();
  private volatile boolean failing;

  /** {@code background} runs what was taken on. */
  Refreshes(
      String cacheName,
      CacheStore store,
      Pipeline<K, V> pipeline,
      ExpiryRules expiry,
      EntryLoads<K, V> loads,
      LoadPolicy policy,
      RefreshAhead settings,
      Executor background) {
    this.cacheName = cacheName;
    this.store = store;
    this.pipeline = pipeline;
    this.expiry = expiry;
    this.loads = loads;
    this.settings = settings;
    this.leaseMillis = policy.getLease().toMillis();
    this.background = background;
  }

  /** An entry that was looked up and is to be loaded again. */
  private record Aging<K, V>(
      K key,
      byte[] encoded,
      byte[] envelope,
      Function<? super K, ? extends @Nullable V> loader,
      ByteBuffer id) {}

  /** An entry was looked up: has it loaded again if it is time. Never blocks. */
  void seen(
      K key, byte[] encoded, byte[] envelope, Function<? super K, ? extends @Nullable V> loader) {
    if (!Envelope.tellsFreshness(envelope)) {
      return;
    }
    long now = store.loads().serverMillis(encoded);
    if (now == LoadCoordination.UNKNOWN || !isDue(envelope, now)) {
      return;
    }
    Aging<K, V> aging = new Aging<>(key, encoded, envelope, loader, ByteBuffer.wrap(encoded));
    if (underWay.add(aging.id)) {
      claim(aging);
    }
  }

  private boolean isDue(byte[] envelope, long now) {
    long left = Envelope.freshUntil(envelope) - now;
    return left <= settings.getShare() * Envelope.freshFor(envelope)
        || (settings.getEarly() > 0 && left <= lot());
  }

  /** In milliseconds. */
  private double lot() {
    double random = 1 - ThreadLocalRandom.current().nextDouble(); // never 0
    return -settings.getEarly() * loads.averageMillis() * Math.log(random);
  }

  /**
   * How long a copy of an entry may be served without asking the server, so that lookups come by
   * when it is to be refreshed: in milliseconds, {@link Long#MAX_VALUE} for no limit.
   */
  long copiedFor(byte[] encoded, byte[] envelope) {
    if (!Envelope.tellsFreshness(envelope)) {
      return Long.MAX_VALUE;
    }
    long now = store.loads().serverMillis(encoded);
    double due = Envelope.freshUntil(envelope) - settings.getShare() * Envelope.freshFor(envelope);
    return now == LoadCoordination.UNKNOWN ? 0 : (long) (due - now);
  }

  private void claim(Aging<K, V> aging) {
    if (!slots.tryAcquire()) {
      underWay.remove(aging.id);
      return;
    }
    store
        .loads()
        .claim(List.of(new Wanted(aging.encoded, aging.envelope)), leaseMillis)
        .whenComplete(
            (@Nullable Claims claims, @Nullable Throwable failure) -> {
              if (claims == null) {
                LOG.debug("An entry of cache {} could not be refreshed", cacheName, failure);
                slots.release();
                store.later(() -> underWay.remove(aging.id));
              } else {
                claimed(aging, claims.each().get(0), claims.lease());
              }
            });
  }

  private void claimed(Aging<K, V> aging, Claim claim, Loan lease) {
    CompletableFuture<Void> freed = claim.freed();
    if (claim.isTaken()) {
      try {
        background.execute(() -> refresh(aging, lease));
      } catch (IllegalStateException | RejectedExecutionException e) {
        slots.release(); // closed meanwhile
        end(aging, lease);
      }
      return;
    }
    slots.release();
    if (freed == null) {
      underWay.remove(aging.id); // somebody has refreshed it
    } else {
      freed.whenComplete((end, failure) -> underWay.remove(aging.id));
    }
  }

  private void refresh(Aging<K, V> aging, Loan lease) {
    try {
      V loaded = loads.call(aging.key, aging.loader);
      if (lease.isHeld()) {
        pipeline.ifUnchanged(
            aging.key,
            aging.encoded,
            aging.envelope,
            Operations.refresh(loaded, expiry.creation()));
      }
      failing = false;
      slots.release();
      end(aging, lease);
    } catch (RuntimeException | Error e) {
      if (!failing) {
        failing = true;
        LOG.warn(
            "Entries of cache '{}' can't be loaded again; they are served as they are until they"
                + " expire, and tried again",
            cacheName,
            e);
      }
      slots.release();
      store.later(() -> end(aging, lease)); // until then nobody tries again
      if (e instanceof Error error) {
        throw error;
      }
    }
  }

  private void end(Aging<K, V> aging, Loan lease) {
    underWay.remove(aging.id);
    lease.release(); // never fails: what can't be given back ends by itself
  }
}
