package org.cinnabar.jcache.internal.store;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RTopic;
import org.redisson.api.listener.MessageListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A subscription to one channel, which the client renews by itself after the connection was lost.
 */
final class Channel {
  private static final Logger LOG = LoggerFactory.getLogger(Channel.class);

  private final RedisConnection connection;
  private final String name;
  private final MessageListener<byte[]> listener;
  private @Nullable CompletableFuture<Void> subscription;

  Channel(RedisConnection connection, String name, Consumer<byte[]> receiver) {
    this.connection = connection;
    this.name = name;
    this.listener = (channel, message) -> deliver(message, receiver);
  }

  private static void deliver(byte[] message, Consumer<byte[]> receiver) {
    try {
      receiver.accept(message);
    } catch (RuntimeException e) {
      LOG.warn("A message of a cache's channel could not be handled", e);
    }
  }

  /** Whether the server has confirmed the subscription. */
  synchronized boolean isOpen() {
    return subscription != null
        && subscription.isDone()
        && !subscription.isCompletedExceptionally();
  }

  /** Subscribes, unless that has been done. Complete once the server has confirmed it. */
  synchronized CompletableFuture<Void> open() {
    if (subscription != null && !subscription.isCompletedExceptionally()) {
      return subscription;
    }
    CompletableFuture<Void> opening =
        connection
            .execute(server -> topic(server).addListenerAsync(byte[].class, listener))
            .thenAccept(id -> {});
    subscription = opening;
    opening.whenComplete(
        (open, failure) -> {
          if (failure != null) {
            // it may have been confirmed too late: a second attempt must not hear everything twice
            remove();
          }
        });
    return opening;
  }

  /** Unsubscribes, if subscribed. */
  CompletableFuture<Void> close() {
    synchronized (this) {
      if (subscription == null) {
        return CompletableFuture.completedFuture(null);
      }
      subscription = null;
    }
    return remove();
  }

  private CompletableFuture<Void> remove() {
    return connection
        .execute(server -> topic(server).removeListenerAsync(listener))
        .exceptionally(
            failure -> {
              LOG.debug("Unsubscribing from {} failed", name, failure);
              return null;
            });
  }

  private RTopic topic(RedisConnection.Server server) {
    return Commands.topic(server.client(), name);
  }
}
