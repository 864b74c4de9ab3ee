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

  /** The bit of a registration's events that stands for {@code CHANGES} in {@code events.lua}. */
  private static final int CHANGES = 16;

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
  private volatile @Nullable ChangeFollower follower;
  private @Nullable Future<?> renewal;
  private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

  Listening(StoreContext context, MetadataRecord metadata, Sweeper sweeper) {
    this.context = context;
    this.metadata = metadata;
    this.sweeper = sweeper;
    this.adoption = new Adoption(context);
    this.gaps = new Gaps(context.partitionCount());
    this.channel =
        new Channel(
            context.commands().connection(),
            context.names().events(),
            this::receive,
            this::resubscribed);
  }

  /** Replaces what this node listens for; complete once that holds. */
  CompletableFuture<Void> listen(Interest newInterest, StoreListener newListener) {
    return enqueue(
        () -> {
          if (newInterest.events() == 0 && follower == null) {
            return end();
          }
          listener = newListener;
          return begin(newInterest, follower);
        });
  }

  /** Follows changes from now on, besides what is listened for; complete once that holds. */
  CompletableFuture<Void> follow(ChangeFollower newFollower) {
    return enqueue(() -> begin(interest, newFollower));
  }

  /** Sends a pulse; when this node isn't registered any more, that is made good. */
  CompletableFuture<Void> pulse(KeyNames.Partition partition, long number) {
    return context
        .commands()
        .run(
            Script.PULSE,
            List.of(partition.listeners(), partition.sequence()),
            context.mutation(partition.number()).add(number))
        .thenAccept(
            reply -> {
              if (Arguments.number(reply, 0) == 0 && follower != null) {
                renew();
              }
            });
  }

  /** Stops listening, if it did. */
  CompletableFuture<Void> stop() {
    return enqueue(this::end);
  }

  /** Whether there is anything to stop. */
  boolean isActive() {
    return interest.events() != 0 || follower != null;
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

  /**
   * The subscription was renewed. A replica may have become the master meanwhile, without what the
   * old one published last: its numbers then go on from an earlier one, and may have come to where
   * they were. So they don't prove that copies made before are those that it has.
   */
  private void resubscribed() {
    ChangeFollower following = follower;
    if (following != null) {
      for (int partition = 0; partition < context.partitionCount(); partition++) {
        following.onLost(partition);
      }
    }
    renew();
  }

  private synchronized CompletableFuture<Void> enqueue(Supplier<CompletableFuture<Void>> change) {
    last = last.handle((done, failure) -> null).thenCompose(next -> change.get());
    return last;
  }

  private CompletableFuture<Void> begin(
      Interest newInterest, @Nullable ChangeFollower newFollower) {
    boolean expiries = hears(newInterest, EventKind.EXPIRED);
    Interest before = interest;
    ChangeFollower followerBefore = follower;
    boolean again = isActive();
    interest = newInterest;
    follower = newFollower;
    return channel
        .open()
        .thenCompose(open -> context.forEachPartition(partition -> register(partition, again)))
        .thenRun(
            () -> {
              scheduleRenewal();
              sweeper.listening(expiries);
              if (expiries && !hears(before, EventKind.EXPIRED)) {
                adoption.start(sweeper::sweepAll);
              }
            })
        .handle(
            (done, failure) -> failure == null ? SUCCESS : undo(before, followerBefore, failure))
        .thenCompose(end -> end);
  }

  private CompletableFuture<Void> undo(
      Interest before, @Nullable ChangeFollower followerBefore, Throwable failure) {
    interest = before;
    follower = followerBefore;
    CompletableFuture<Void> closed = isActive() ? SUCCESS : channel.close();
    return closed.thenCompose(end -> CompletableFuture.failedFuture(failure));
  }

  private CompletableFuture<Void> end() {
    if (!isActive()) {
      return CompletableFuture.completedFuture(null);
    }
    interest = Interest.NONE;
    follower = null;
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

  private CompletableFuture<Void> register(KeyNames.Partition partition, boolean again) {
    Interest wanted = interest;
    int events = wanted.events() | (follower == null ? 0 : CHANGES);
    Arguments arguments =
        new Arguments()
            .add(context.nodeId())
            .add(events + ":" + wanted.synchronous() + ":" + (wanted.oldValue() ? 1 : 0))
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
                    ? context.forEachPartition(partition -> register(partition, true))
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
    EventMessage message = MessageReader.decode(bytes, context.nodeId());
    if (message == null || message.partition() >= context.partitionCount()) {
      LOG.debug("A message of cache {}'s channel was not understood", context.cacheName());
      return;
    }
    if (message instanceof EventMessage.Pulse pulse) {
      receivePulse(pulse);
      return;
    }
    long missed = gaps.arrived(message.partition(), message.sequence());
    if (missed != 0) {
      lost(message.partition(), missed == Gaps.RESTARTED ? 0 : missed);
    }
    tellFollower(message);
    tellListener(message);
  }

  private void receivePulse(EventMessage.Pulse pulse) {
    ChangeFollower current = follower;
    if (current != null && pulse.node().equals(context.nodeId())) {
      current.onPulse(pulse.partition(), pulse.sequence(), pulse.number());
    }
  }

  private void tellFollower(EventMessage message) {
    ChangeFollower current = follower;
    if (current == null) {
      return;
    }
    if (message instanceof EventMessage.TagsInvalidated tags) {
      current.onTagsInvalidated(tags.partition(), tags.sequence(), tags.tags());
    } else {
      current.onChanged(message.partition(), message.sequence(), message.changedKey());
    }
  }

  private void tellListener(EventMessage message) {
    StoreListener current = listener;
    if (current == null) {
      return;
    }
    if (message instanceof EventMessage.Cleared) {
      current.onCleared(message.partition());
    } else if (message instanceof EventMessage.Happened happened
        && hears(interest, happened.event().kind())) {
      current.onEvent(happened.event());
    }
  }

  private void lost(int partition, long missed) {
    ChangeFollower following = follower;
    if (following != null) {
      following.onLost(partition);
    }
    StoreListener current = listener;
    if (current != null && interest.events() != 0) {
      current.onLost(partition, missed);
    }
  }

  private static boolean hears(Interest interest, EventKind kind) {
    return (interest.events() & kind.mask()) != 0;
  }
}
