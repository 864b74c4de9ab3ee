package org.cinnabar.jcache.internal.loading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import javax.cache.CacheException;
import org.cinnabar.jcache.LoadPolicy;
import org.cinnabar.jcache.internal.codec.Envelope;
import org.cinnabar.jcache.internal.codec.LenientCodec;
import org.cinnabar.jcache.internal.operation.Await;
import org.cinnabar.jcache.internal.operation.Operations;
import org.cinnabar.jcache.internal.operation.Pipeline;
import org.cinnabar.jcache.internal.store.CacheStore;
import org.cinnabar.jcache.internal.store.Change;
import org.cinnabar.jcache.internal.store.Commit;
import org.cinnabar.jcache.internal.store.CommitResult;
import org.cinnabar.jcache.internal.store.Deadline;
import org.cinnabar.jcache.internal.store.EventKind;
import org.cinnabar.jcache.internal.store.LoadCoordination.Claim;
import org.cinnabar.jcache.internal.store.LoadCoordination.Claims;
import org.cinnabar.jcache.internal.store.LoadCoordination.Loan;
import org.cinnabar.jcache.internal.store.LoadCoordination.Wanted;
import org.cinnabar.jcache.internal.store.PartialFailure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads single entries that are missing.
 *
 * <ul>
 *   <li>Of the threads of this JVM that miss a key one goes on, and of the JVMs the one that gets
 *       the lease of its key. The others wait until it is done, and look again.
 *   <li>Who has waited as long as the policy allows loads by itself.
 *   <li>What was loaded is stored only where there is nothing, and not when the lease was lost
 *       meanwhile, which the commit checks: what others did since is newer.
 *   <li>The time of loaders, and of waiting for those of others, is not on the operation's
 *       deadline.
 * </ul>
 *
 * @param <K> the key type
 * @param <V> the value type
 */
final class EntryLoads<K, V> {
  private static final Logger LOG = LoggerFactory.getLogger(EntryLoads.class);

  private final CacheStore store;
  private final LenientCodec<K, V> codec;
  private final Pipeline<K, V> pipeline;
  private final LoadPolicy policy;
  private final Turns<K, V> turns;
  private final Flights<V> flights;
  private final AtomicLong averageNanos;

  EntryLoads(
      CacheStore store,
      LenientCodec<K, V> codec,
      Pipeline<K, V> pipeline,
      Turns<K, V> turns,
      LoadPolicy policy) {
    this.store = store;
    this.turns = turns;
    this.codec = codec;
    this.pipeline = pipeline;
    this.policy = policy;
    this.flights = new Flights<>(codec, policy.getWait().toNanos());
    this.averageNanos = new AtomicLong();
  }

  private EntryLoads(EntryLoads<K, V> other, Pipeline<K, V> pipeline) {
    this.store = other.store;
    this.turns = other.turns;
    this.codec = pipeline.codec();
    this.pipeline = pipeline;
    this.policy = other.policy;
    this.flights = other.flights;
    this.averageNanos = other.averageNanos;
  }

  /** These loads, except that a pipeline that gives tags stores them. */
  EntryLoads<K, V> with(Pipeline<K, V> tagging) {
    return new EntryLoads<>(this, tagging);
  }

  /** A miss on its way to a value. */
  private record Miss<K, V>(
      K key,
      byte[] encoded,
      Function<? super K, ? extends @Nullable V> loader,
      Deadline deadline) {}

  /** Loads the value of a key that was missed; null when there is none. */
  @Nullable V load(
      K key, byte[] encoded, Function<? super K, ? extends @Nullable V> loader, Deadline deadline) {
    Miss<K, V> miss = new Miss<>(key, encoded, loader, deadline);
    if (!policy.isSingleFlight()) {
      return alone(miss);
    }
    long missed = System.nanoTime();
    return flights.join(
        encoded,
        flight -> lead(miss, flight),
        () -> {
          deadline.giveBack(System.nanoTime() - missed);
          return alone(miss);
        });
  }

  /** How long loads take in this JVM on average, in milliseconds. */
  double averageMillis() {
    return averageNanos.get() / 1e6;
  }

  /** Calls a loader, whose failures are its own, and takes note of the time that takes. */
  @Nullable V call(K key, Function<? super K, ? extends @Nullable V> loader) {
    long began = System.nanoTime();
    V loaded = loader.apply(key);
    long nanos = System.nanoTime() - began;
    averageNanos.updateAndGet(average -> average == 0 ? nanos : average + (nanos - average) / 8);
    return loaded;
  }

  /** Loads for this JVM. */
  private @Nullable V lead(Miss<K, V> miss, Flights.Flight flight) {
    long began = System.nanoTime();
    byte[] undecodable = null;
    while (true) {
      Claims claims = claim(miss, undecodable);
      Claim claim = claims.each().get(0);
      CompletableFuture<Void> freed = claim.freed();
      if (claim.isTaken()) {
        flight.begin();
        return leased(miss, claims.lease());
      } else if (freed != null) {
        long left = policy.getWait().toNanos() - (System.nanoTime() - began);
        if (turns.isCallers(miss.encoded) || !await(freed, left, miss.deadline)) {
          flight.begin();
          return alone(miss);
        }
      } else {
        byte[] envelope = claim.envelope();
        V value = codec.valueOrMiss(envelope);
        if (value != null || (envelope != null && Envelope.isNull(envelope))) {
          return value;
        }
        if (Arrays.equals(envelope, undecodable)) {
          flight.begin();
          return alone(miss);
        }
        undecodable = envelope;
      }
    }
  }

  private @Nullable V leased(Miss<K, V> miss, Loan lease) {
    try {
      V loaded = call(miss);
      return lease.isHeld() ? keep(miss, loaded, lease.token()) : loaded;
    } finally {
      lease.release(); // never fails: what can't be given back ends by itself
    }
  }

  private Claims claim(Miss<K, V> miss, byte @Nullable [] seen) {
    return Await.join(
        store.loads().claim(List.of(new Wanted(miss.encoded, seen)), policy.getLease().toMillis()),
        miss.deadline);
  }

  /** Whether another's load has ended within the time, as far as this JVM knows. */
  static boolean await(CompletableFuture<Void> freed, long nanos, Deadline deadline) {
    if (nanos <= 0) {
      return false;
    }
    long began = System.nanoTime();
    try {
      freed.get(nanos, TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CacheException("Interrupted while waiting for a load by another JVM", e);
    } catch (ExecutionException e) {
      throw new CacheException("Waiting for a load by another JVM failed", e.getCause());
    } finally {
      deadline.giveBack(System.nanoTime() - began);
    }
  }

  private @Nullable V alone(Miss<K, V> miss) {
    return keep(miss, call(miss), null);
  }

  private @Nullable V call(Miss<K, V> miss) {
    long began = System.nanoTime();
    V loaded = call(miss.key, miss.loader);
    miss.deadline.giveBack(System.nanoTime() - began);
    return loaded;
  }

  /** Stores what was loaded, unless a value came in meanwhile; gives the value that counts. */
  private @Nullable V keep(Miss<K, V> miss, @Nullable V loaded, @Nullable String lease) {
    if (loaded != null) {
      return pipeline.one(miss.key, Operations.storeLoaded(loaded, lease), miss.deadline);
    }
    return rememberNulls(List.of(miss.encoded), lease, miss.deadline).get(0);
  }

  /**
   * Remembers, if configured and possible, that there are no values; gives those that came in
   * meanwhile.
   */
  List<@Nullable V> rememberNulls(List<byte[]> keys, @Nullable String lease, Deadline deadline) {
    if (policy.getNullFor() == null) {
      return Collections.nCopies(keys.size(), null);
    }
    long millis = policy.getNullFor().toMillis();
    Change change = Change.write(codec.encodeNull(), millis, EventKind.NONE);
    List<Commit> commits =
        keys.stream().map(key -> Commit.ifAbsent(key, change, true).under(lease)).toList();
    List<@Nullable V> values = new ArrayList<>(keys.size());
    for (CommitResult result : asFarAsPossible(commits, deadline)) {
      values.add(result == null ? null : codec.valueOrMiss(result.prior()));
    }
    return values;
  }

  /** What couldn't be remembered is loaded again: no reason to fail who has loaded. */
  private List<@Nullable CommitResult> asFarAsPossible(List<Commit> commits, Deadline deadline) {
    try {
      return new ArrayList<>(Await.join(store.commit(commits), deadline));
    } catch (CacheException e) {
      LOG.debug("That {} keys have no values is not remembered for all", commits.size(), e);
      return e instanceof PartialFailure partial
          ? partial.results(CommitResult.class)
          : Collections.nCopies(commits.size(), null);
    }
  }
}
