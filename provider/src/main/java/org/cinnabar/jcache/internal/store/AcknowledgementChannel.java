package org.cinnabar.jcache.internal.store;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Acknowledgements between nodes: each node has a channel of its own, on which others tell it
 * "partition:sequence". A node subscribes when the server first tells it that somebody would
 * acknowledge, before the commit is applied.
 */
final class AcknowledgementChannel {
  private static final Logger LOG = LoggerFactory.getLogger(AcknowledgementChannel.class);

  private final StoreContext context;
  private final Channel channel;
  private volatile @Nullable StoreListener listener;

  AcknowledgementChannel(StoreContext context) {
    this.context = context;
    this.channel =
        new Channel(
            context.commands().connection(),
            context.names().acknowledgements(context.nodeId()),
            this::receive);
  }

  void listener(StoreListener newListener) {
    listener = newListener;
  }

  boolean isOpen() {
    return channel.isOpen();
  }

  CompletableFuture<Void> open() {
    return channel.open();
  }

  CompletableFuture<Void> close() {
    return channel.close();
  }

  private void receive(byte[] message) {
    String text = new String(message, StandardCharsets.US_ASCII);
    int colon = text.indexOf(':');
    StoreListener current = listener;
    if (colon > 0 && current != null) {
      current.onAcknowledged(
          Integer.parseInt(text.substring(0, colon)), Long.parseLong(text.substring(colon + 1)));
    }
  }

  /** Tells an event's origin, if it waits for that. */
  void acknowledge(StoreEvent event) {
    if (!event.acknowledge()) {
      return;
    }
    byte[] message =
        (event.partition() + ":" + event.sequence()).getBytes(StandardCharsets.US_ASCII);
    context
        .commands()
        .connection()
        .execute(
            server ->
                Commands.topic(server.client(), context.names().acknowledgements(event.origin()))
                    .publishAsync(message))
        .whenComplete(
            (receivers, failure) -> {
              if (failure != null) {
                LOG.debug(
                    "An event of cache {} could not be acknowledged", context.cacheName(), failure);
              }
            });
  }
}
