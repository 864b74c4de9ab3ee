package org.cinnabar.jcache.internal.loading;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import org.cinnabar.jcache.LoadPolicy;
import org.cinnabar.jcache.internal.codec.LenientCodec;
import org.cinnabar.jcache.internal.operation.Await;
import org.cinnabar.jcache.internal.store.CacheStore;
import org.cinnabar.jcache.internal.store.Deadline;
import org.cinnabar.jcache.internal.store.LoadCoordination.Claim;
import org.cinnabar.jcache.internal.store.LoadCoordination.Claims;
import org.cinnabar.jcache.internal.store.LoadCoordination.Loan;
import org.cinnabar.jcache.internal.store.LoadCoordination.Wanted;
import org.jspecify.annotations.Nullable;

/**
 * Turns of making the value of a missing key, for those who make it themselves on their own thread
 * and store it by the standard's operations. A turn is a lease of loading, so it keeps loaders of
 * other JVMs waiting, and is kept waiting by them.
 *
 * @param <K> the key type
 * @param <V> the value type
 */
public final class Turns<K, V> implements BiFunction<K, Duration, @Nullable AutoCloseable> {
  private final CacheStore store;
  private final LenientCodec<K, V> codec;
  private final long leaseMillis;
  private final Map<ByteBuffer, Thread> taken = new ConcurrentHashMap<>();

  Turns(CacheStore store, LenientCodec<K, V> codec, LoadPolicy policy) {
    this.store = store;
    this.codec = codec;
    this.leaseMillis = policy.getLease().toMillis();
  }

  /**
   * Takes the turn of a key as soon as nobody else loads it.
   *
   * @param patience how long to wait for others; zero for not at all
   * @return the turn, to be closed after the value is stored; null when another loads the key for
   *     longer than that, or when there is an entry
   */
  @Override
  public @Nullable Turn apply(K key, Duration patience) {
    byte[] encoded = codec.encodeKey(key);
    Deadline deadline = store.begin();
    long began = System.nanoTime();
    byte[] seen = null;
    while (true) {
      Claims claims =
          Await.join(
              store.loads().claim(List.of(new Wanted(encoded, seen)), leaseMillis), deadline);
      Claim claim = claims.each().get(0);
      CompletableFuture<Void> freed = claim.freed();
      if (claim.isTaken()) {
        return new Turn(ByteBuffer.wrap(encoded), claims.lease());
      } else if (freed != null) {
        long left = patience.toNanos() - (System.nanoTime() - began);
        if (!EntryLoads.await(freed, left, deadline)) {
          return null;
        }
      } else if (codec.valueOrMiss(claim.envelope()) != null
          || Arrays.equals(claim.envelope(), seen)) {
        return null;
      } else {
        seen = claim.envelope(); // nothing that a look-up finds
      }
    }
  }

  /** Whether this thread has the turn of a key, so that waiting for it would be in vain. */
  boolean isCallers(byte[] encoded) {
    return !taken.isEmpty() && taken.get(ByteBuffer.wrap(encoded)) == Thread.currentThread();
  }

  /** A turn that was taken, and whether it is still held. */
  public final class Turn implements AutoCloseable, BooleanSupplier {
    private final ByteBuffer id;
    private final Loan lease;

    private Turn(ByteBuffer id, Loan lease) {
      this.id = id;
      this.lease = lease;
      taken.put(id, Thread.currentThread());
    }

    @Override
    public boolean getAsBoolean() {
      return lease.isHeld();
    }

    @Override
    public void close() {
      taken.remove(id, Thread.currentThread());
      lease.release(); // never fails: what can't be given back ends by itself
    }
  }
}
