package org.cinnabar.jcache.internal.store;

import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RTopic;
import org.redisson.api.listener.BaseStatusListener;
import org.redisson.api.listener.StatusListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A subscription to one channel, which the client renews by itself after the connection was lost.
 */
final class Channel {
  private static final Logger LOG = LoggerFactory.getLogger(Channel.class);

  private final RedisConnection connection;
  private final String name;
  private final Consumer<byte[]> receiver;
  private final @Nullable Runnable renewed;
  private @Nullable Opening current;

  /** A channel that isn't subscribed yet. */
  Channel(RedisConnection connection, String name, Consumer<byte[]> receiver) {
    this(connection, name, receiver, null);
  }

  /**
   * A channel that isn't subscribed yet.
   *
   * @param renewed told when the client has subscribed anew, perhaps to another server, before what
   *     is published from then on; null when nobody needs to know
   */
  Channel(
      RedisConnection connection,
      String name,
      Consumer<byte[]> receiver,
      @Nullable Runnable renewed) {
    this.connection = connection;
    this.name = name;
    this.receiver = receiver;
    this.renewed = renewed;
  }

  /** Whether the server has confirmed the subscription. */
  synchronized boolean isOpen() {
    return current != null && current.isConfirmed();
  }

  /** Subscribes, unless that has been done. Complete once the server has confirmed it. */
  synchronized CompletableFuture<Void> open() {
    Opening opening = current;
    if (opening == null || opening.end.isCompletedExceptionally()) {
      opening = new Opening();
      current = opening;
      opening.begin();
    }
    return opening.end;
  }

  /** Unsubscribes, if subscribed. */
  CompletableFuture<Void> close() {
    Opening opening;
    synchronized (this) {
      opening = current;
      current = null;
    }
    return opening == null ? CompletableFuture.completedFuture(null) : opening.giveUp();
  }

  /**
   * One subscription, from being asked for until it is given up. Its listeners are its own: one
   * that the server confirms after all hears nothing beside its successor, and is then removed.
   */
  private final class Opening {
    private volatile CompletableFuture<Void> end = new CompletableFuture<>();
    private volatile boolean givenUp;
    private @Nullable Attempt last;

    void begin() {
      end =
          connection
              .execute(server -> attempt(Commands.topic(server.client(), name)))
              .whenComplete(
                  (open, failure) -> {
                    if (failure != null) {
                      var unused = giveUp(); // never fails
                    }
                  });
    }

    boolean isConfirmed() {
      return !givenUp && end.isDone() && !end.isCompletedExceptionally();
    }

    /** The connection may try several times, one after another. */
    private synchronized CompletionStage<Void> attempt(RTopic topic) {
      if (givenUp) {
        return CompletableFuture.failedFuture(new CancellationException("closed meanwhile"));
      }
      last = new Attempt(this, topic);
      return last.end;
    }

    /** Hears nothing more from now on; complete once nothing of it is left, or at the deadline. */
    CompletableFuture<Void> giveUp() {
      Attempt attempt;
      synchronized (this) {
        givenUp = true;
        attempt = last;
      }
      return attempt == null
          ? CompletableFuture.completedFuture(null)
          : connection
              .execute(server -> attempt.remove())
              .exceptionally(
                  failure -> {
                    LOG.debug("Unsubscribing from {} failed", name, failure);
                    return null;
                  });
    }

    @Nullable Runnable renewed() {
      return renewed;
    }

    void receive(byte[] message) {
      if (givenUp) {
        return;
      }
      try {
        receiver.accept(message);
      } catch (RuntimeException e) {
        LOG.warn("A message of a cache's channel could not be handled", e);
      }
    }
  }

  /** What is sent to subscribe. */
  private static final class Attempt {
    private final Opening opening;
    private final RTopic topic;
    private final Queue<Integer> added = new ConcurrentLinkedQueue<>();
    private final CompletionStage<Void> end;

    Attempt(Opening opening, RTopic topic) {
      this.opening = opening;
      this.topic = topic;
      this.end =
          addRenewals()
              .thenCompose(done -> addListener())
              .handle((done, failure) -> failure == null ? done() : undo(failure))
              .thenCompose(end -> end);
    }

    private static CompletionStage<Void> done() {
      return CompletableFuture.completedFuture(null);
    }

    private CompletionStage<Void> addRenewals() {
      Runnable told = opening.renewed();
      if (told == null) {
        return done();
      }
      StatusListener renewals =
          new BaseStatusListener() {
            @Override
            public void onSubscribe(String channel) {
              if (opening.isConfirmed()) { // the first time it isn't yet
                told.run();
              }
            }
          };
      return topic.addListenerAsync(renewals).thenAccept(added::add);
    }

    private CompletionStage<Void> addListener() {
      if (opening.givenUp) {
        return CompletableFuture.failedFuture(new CancellationException("given up meanwhile"));
      }
      return topic
          .addListenerAsync(byte[].class, (channel, message) -> opening.receive(message))
          .thenAccept(added::add);
    }

    private CompletionStage<Void> undo(Throwable failure) {
      return removeAdded()
          .handle((done, another) -> CompletableFuture.<Void>failedFuture(failure))
          .thenCompose(failed -> failed);
    }

    /**
     * Not before the end, however late that comes: Redisson finds nothing to remove until the
     * server has confirmed.
     */
    CompletionStage<Void> remove() {
      return end.handle((done, failure) -> removeAdded()).thenCompose(removed -> removed);
    }

    private CompletionStage<Void> removeAdded() {
      Integer[] ids = added.toArray(new Integer[0]);
      return ids.length == 0 ? done() : topic.removeListenerAsync(ids);
    }
  }
}
