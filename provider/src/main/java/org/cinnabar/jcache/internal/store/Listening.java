package org.cinnabar.jcache.internal.store;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this node listens for: the subscription to the cache's channel, and the registrations which
 * make scripts publish. A registration lives for {@link #LEASE_MILLIS} and is renewed at a third of
 * that, so that a node which died stops costing. Changes and renewals run one after another. A
 * change that failed leaves what held before.
 */
final class Listening {
  static final long LEASE_MILLIS = 30_000;
  private static final CompletableFuture<Void> SUCCESS = CompletableFuture.completedFuture(null);
  private static final long RENEWAL_MILLIS = LEASE_MILLIS / 3;
  private static final Logger LOG = LoggerFactory.getLogger(Listening.class);

  private final StoreContext context;
  private final MetadataRecord metadata;
  private final Sweeper sweeper;
  private final Adoption adoption;
  private final Channel channel;
  private final Gaps gaps;
  private volatile Interest interest = Interest.NONE;
  private volatile @Nullable StoreListener listener;
  private @Nullable Future<?> renewal;
  private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

  Listening(StoreContext context, MetadataRecord metadata, Sweeper sweeper) {
    this.context = context;
    this.metadata = metadata;
    this.sweeper = sweeper;
    this.adoption = new Adoption(context);
    this.gaps = new Gaps(context.partitionCount());
    this.channel =
        new Channel(context.commands().connection(), context.names().events(), this::receive);
  }

  /** Replaces what this node listens for; complete once that holds. */
  CompletableFuture<Void> listen(Interest newInterest, StoreListener newListener) {
    return enqueue(() -> newInterest.events() == 0 ? end() : begin(newInterest, newListener));
  }

  /** Stops listening, if it did. */
  CompletableFuture<Void> stop() {
    return enqueue(this::end);
  }

  /** Whether there is anything to stop. */
  boolean isActive() {
    return interest.events() != 0;
  }

  /**
   * The connection came back: whatever was published meanwhile is lost, and the registration may be
   * too.
   */
  void reconnected() {
    if (!isActive()) {
      return;
    }
    for (int partition = 0; partition < context.partitionCount(); partition++) {
      gaps.forget(partition);
      lost(partition, 0);
    }
    renew();
  }

  private synchronized CompletableFuture<Void> enqueue(Supplier<CompletableFuture<Void>> change) {
    last = last.handle((done, failure) -> null).thenCompose(next -> change.get());
    return last;
  }

  private CompletableFuture<Void> begin(Interest newInterest, StoreListener newListener) {
    boolean expiries = hears(newInterest, EventKind.EXPIRED);
    Interest before = interest;
    listener = newListener;
    interest = newInterest;
    return channel
        .open()
        .thenCompose(
            open -> context.forEachPartition(partition -> register(partition, newInterest, false)))
        .thenRun(
            () -> {
              scheduleRenewal();
              sweeper.listening(expiries);
              if (expiries && !hears(before, EventKind.EXPIRED)) {
                adoption.start(sweeper::sweepAll);
              }
            })
        .handle((done, failure) -> failure == null ? SUCCESS : undo(before, failure))
        .thenCompose(end -> end);
  }

  private CompletableFuture<Void> undo(Interest before, Throwable failure) {
    interest = before;
    CompletableFuture<Void> closed = isActive() ? SUCCESS : channel.close();
    return closed.thenCompose(end -> CompletableFuture.failedFuture(failure));
  }

  private CompletableFuture<Void> end() {
    if (!isActive()) {
      return CompletableFuture.completedFuture(null);
    }
    interest = Interest.NONE;
    cancelRenewal();
    sweeper.listening(false);
    return context
        .forEachPartition(this::unregister)
        .handle(
            (done, failure) -> {
              if (failure != null) {
                LOG.debug(
                    "Unregistering from cache {} failed, it ends by itself",
                    context.cacheName(),
                    failure);
              }
              return null;
            })
        .thenCompose(done -> channel.close())
        .thenRun(this::forgetAll);
  }

  private void forgetAll() {
    for (int partition = 0; partition < context.partitionCount(); partition++) {
      gaps.forget(partition);
    }
  }

  private CompletableFuture<Void> register(
      KeyNames.Partition partition, Interest wanted, boolean again) {
    Arguments arguments =
        new Arguments()
            .add(context.nodeId())
            .add(wanted.events() + ":" + wanted.synchronous() + ":" + (wanted.oldValue() ? 1 : 0))
            .add(LEASE_MILLIS);
    return context
        .commands()
        .run(Script.REGISTER, List.of(partition.listeners(), partition.sequence()), arguments)
        .thenAccept(reply -> registered(partition.number(), reply, again));
  }

  private void registered(int partition, List<Object> reply, boolean again) {
    if (again && Arguments.number(reply, 0) == 0) {
      // flushed, destroyed by another node, or not renewed in time: nothing was published for this
      // node meanwhile
      gaps.forget(partition);
      lost(partition, 0);
      metadata.recheck();
    }
    long missed = gaps.announced(partition, Arguments.number(reply, 1));
    if (missed > 0) {
      lost(partition, missed);
    }
  }

  private CompletableFuture<List<Object>> unregister(KeyNames.Partition partition) {
    return context
        .commands()
        .run(
            Script.UNREGISTER,
            List.of(partition.listeners()),
            new Arguments().add(context.nodeId()));
  }

  private synchronized void scheduleRenewal() {
    cancelRenewal();
    renewal = context.schedule(this::renew, RENEWAL_MILLIS);
  }

  private synchronized void cancelRenewal() {
    if (renewal != null) {
      renewal.cancel(false);
      renewal = null;
    }
  }

  private void renew() {
    enqueue(
            () ->
                isActive()
                    ? context.forEachPartition(partition -> register(partition, interest, true))
                    : CompletableFuture.completedFuture(null))
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                LOG.debug(
                    "Renewing the registration of cache {} failed", context.cacheName(), failure);
              }
              if (isActive()) {
                scheduleRenewal();
              }
            });
  }

  private void receive(byte[] bytes) {
    EventMessage message = EventMessage.decode(bytes, context.nodeId());
    if (message == null || message.partition() >= context.partitionCount()) {
      LOG.debug("A message of cache {}'s channel was not understood", context.cacheName());
      return;
    }
    long missed = gaps.arrived(message.partition(), message.sequence());
    if (missed != 0) {
      lost(message.partition(), missed == Gaps.RESTARTED ? 0 : missed);
    }
    StoreListener current = listener;
    StoreEvent event = message.event();
    if (current == null) {
      return;
    }
    if (event == null) {
      current.onCleared(message.partition());
    } else if (hears(interest, event.kind())) {
      current.onEvent(event);
    }
  }

  private void lost(int partition, long missed) {
    StoreListener current = listener;
    if (current != null && isActive()) {
      current.onLost(partition, missed);
    }
  }

  private static boolean hears(Interest interest, EventKind kind) {
    return (interest.events() & kind.mask()) != 0;
  }
}
