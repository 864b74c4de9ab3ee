package org.cinnabar.jcache.internal.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.cinnabar.jcache.CacheTimeoutException;

/**
 * Takes leases: of all keys or of none, trying again after a short random delay until the operation
 * deadline.
 */
final class LeaseManager {
  private static final long FIRST_DELAY_MILLIS = 2;
  private static final long MAX_DELAY_MILLIS = 50;

  private final StoreContext context;
  private final AtomicLong tokens = new AtomicLong();
  private final Set<HeldLease> held = ConcurrentHashMap.newKeySet();

  LeaseManager(StoreContext context) {
    this.context = context;
  }

  CompletableFuture<CacheStore.Lease> lease(List<byte[]> keys) {
    CompletableFuture<CacheStore.Lease> result = new CompletableFuture<>();
    Deadline deadline = context.commands().connection().begin();
    if (keys.size() > 1) {
      endAt(deadline, keys.size(), result); // one key is one request, which ends by itself
    }
    attempt(List.copyOf(keys), result, deadline, FIRST_DELAY_MILLIS);
    return result;
  }

  /** All partitions together have one deadline, and as much again for each further portion. */
  private void endAt(Deadline deadline, int keys, CompletableFuture<CacheStore.Lease> result) {
    long further = keys / Batches.MOST_UNDER_WAY * deadline.limit().toNanos();
    Future<?> timer =
        context.schedule(
            () -> result.completeExceptionally(deadline.unanswered()),
            TimeUnit.NANOSECONDS.toMillis(deadline.remaining() + further));
    if (timer != null) {
      result.whenComplete((lease, failure) -> timer.cancel(false));
    }
  }

  /** Stops renewing: what is still held ends by itself. */
  void close() {
    held.forEach(HeldLease::stopRenewing);
    held.clear();
  }

  private void attempt(
      List<byte[]> keys,
      CompletableFuture<CacheStore.Lease> result,
      Deadline deadline,
      long delayMillis) {
    String token = context.nodeId() + "-" + tokens.incrementAndGet();
    HeldLease lease = new HeldLease(context, LeaseKind.WRITING, token, keys, held::remove);
    lease
        .acquire()
        .whenComplete(
            (acquired, failure) -> {
              if (failure != null) {
                giveBack(lease);
                result.completeExceptionally(failure);
              } else if (acquired) {
                held.add(lease);
                lease.startRenewing();
                if (!result.complete(lease)) {
                  giveBack(lease); // nobody waits for it any more
                }
              } else {
                giveBack(lease);
                attemptLater(keys, result, deadline, delayMillis);
              }
            });
  }

  private void attemptLater(
      List<byte[]> keys,
      CompletableFuture<CacheStore.Lease> result,
      Deadline deadline,
      long delayMillis) {
    long delay = delayMillis / 2 + ThreadLocalRandom.current().nextLong(delayMillis);
    long next = Math.min(2 * delayMillis, MAX_DELAY_MILLIS);
    boolean late = result.isDone() || deadline.remaining() <= TimeUnit.MILLISECONDS.toNanos(delay);
    if (late || context.schedule(() -> attempt(keys, result, deadline, next), delay) == null) {
      result.completeExceptionally(
          new CacheTimeoutException(
              "Keys of cache '%s' at %s stayed leased by others for the operation deadline of %s"
                  .formatted(
                      context.cacheName(),
                      context.commands().connection().address(),
                      context.commands().connection().deadline()),
              null));
    }
  }

  /** Gives back what an attempt may have got in some partitions before it failed in another. */
  private static void giveBack(HeldLease lease) {
    // never fails: what can't be given back ends by itself
    var unused = lease.release();
  }

  /** Splits keys by partition and into chunks, in one order for everybody. */
  static List<Part> parts(StoreContext context, List<byte[]> keys) {
    List<Part> parts = new ArrayList<>();
    CompletableFuture<Void> split =
        Batches.run(
            any -> context,
            keys.size(),
            i -> context.partitionOf(keys.get(i)),
            i -> 1,
            i -> keys.get(i).length,
            (partition, positions) -> {
              parts.add(
                  new Part(
                      context.partition(partition), positions.stream().map(keys::get).toList()));
              return CompletableFuture.completedFuture(null);
            });
    return split.isDone() ? parts : List.of();
  }

  /** Keys of one partition that travel together. */
  record Part(KeyNames.Partition partition, List<byte[]> keys) {
    /** How long the keys are together. */
    int bytes() {
      return keys.stream().mapToInt(key -> key.length).sum();
    }
  }
}
