package org.cinnabar.jcache.internal.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The leases of some keys under one token. While held they are renewed; when this JVM dies they end
 * by themselves.
 */
final class HeldLease implements LoadCoordination.Loan {
  private static final Logger LOG = LoggerFactory.getLogger(HeldLease.class);

  private final StoreContext context;
  private final LeaseKind kind;
  private final String token;
  private final List<LeaseManager.Part> parts;
  private final Consumer<HeldLease> whenReleased;
  private final Renewal renewal;

  /** Until when it is sure that nobody else has been given the leases. */
  private volatile long heldUntil;

  private volatile boolean lost;

  HeldLease(
      StoreContext context,
      LeaseKind kind,
      String token,
      List<byte[]> keys,
      Consumer<HeldLease> whenReleased) {
    this.context = context;
    this.kind = kind;
    this.token = token;
    this.parts = LeaseManager.parts(context, keys);
    this.whenReleased = whenReleased;
    this.renewal = new Renewal(context, this::renew, kind.millis());
  }

  /**
   * Takes or renews the leases; false when another token holds one. Ends when all requests have.
   *
   * <p>The first part goes ahead: of those who want the same keys one gets on, and the others hear
   * of it before they are in its way. The rest go side by side.
   */
  CompletableFuture<Boolean> acquire() {
    long sent = System.nanoTime();
    if (parts.isEmpty()) {
      return CompletableFuture.completedFuture(true);
    }
    CompletableFuture<Boolean> all = acquire(parts.get(0));
    if (parts.size() > 1) {
      List<LeaseManager.Part> others = parts.subList(1, parts.size());
      all =
          all.thenCompose(so -> so ? acquireAll(others) : CompletableFuture.completedFuture(false));
    }
    return all.thenApply(
        so -> {
          if (so) {
            heldSince(sent);
          }
          return so;
        });
  }

  /** The leases were taken by a request that was sent then. */
  void heldSince(long sent) {
    heldUntil = sent + TimeUnit.MILLISECONDS.toNanos(kind.millis());
  }

  @Override
  public String token() {
    return token;
  }

  @Override
  public boolean isHeld() {
    return !lost && heldUntil - System.nanoTime() > 0;
  }

  private CompletableFuture<Boolean> acquireAll(List<LeaseManager.Part> some) {
    AtomicBoolean held = new AtomicBoolean(true);
    return Batches.run(
            context::master,
            some.size(),
            i -> some.get(i).partition().number(),
            i -> some.get(i).keys().size(),
            i -> some.get(i).bytes(),
            (partition, positions) -> acquireAll(some, positions, held))
        .handle(
            (done, failure) -> {
              if (failure != null) {
                throw PartialFailure.whole(failure);
              }
              return held.get();
            });
  }

  /** Takes one part after another, as long as nothing was refused. */
  private CompletableFuture<Void> acquireAll(
      List<LeaseManager.Part> some, List<Integer> positions, AtomicBoolean held) {
    CompletableFuture<Void> end = CompletableFuture.completedFuture(null);
    for (int position : positions) {
      end =
          end.thenCompose(
              before ->
                  held.get()
                      ? acquire(some.get(position)).thenAccept(so -> held.compareAndSet(true, so))
                      : CompletableFuture.completedFuture(null));
    }
    return end;
  }

  private CompletableFuture<Boolean> acquire(LeaseManager.Part part) {
    Arguments arguments = new Arguments().add(token).add(kind.millis()).addAll(part.keys());
    return context
        .commands()
        .run(Script.LEASE, List.of(kind.placeIn(part)), arguments)
        .thenApply(reply -> Arguments.number(reply, 0) == 1);
  }

  void startRenewing() {
    renewal.start();
  }

  void stopRenewing() {
    renewal.stop();
  }

  private void renew() {
    lost |= heldUntil - System.nanoTime() <= 0;
    if (lost && kind.endsWhenLost()) {
      return;
    }
    acquire()
        .whenComplete(
            (still, failure) -> {
              lost |= failure == null && !still;
              if (failure != null || !still) {
                LOG.warn(
                    "A lease on keys of cache {} could not be renewed",
                    context.cacheName(),
                    failure);
              }
              startRenewing();
            });
  }

  @Override
  public CompletableFuture<Void> release() {
    stopRenewing();
    whenReleased.accept(this);
    List<CompletableFuture<?>> ends = new ArrayList<>();
    for (LeaseManager.Part part : parts) {
      Arguments arguments = new Arguments().add(token).add(kind.channel()).addAll(part.keys());
      ends.add(context.commands().run(Script.RELEASE, List.of(kind.placeIn(part)), arguments));
    }
    return CompletableFuture.allOf(ends.toArray(new CompletableFuture<?>[0]))
        .exceptionally(
            failure -> {
              LOG.debug("A lease on keys of cache {} ends by itself", context.cacheName(), failure);
              return null;
            });
  }
}
