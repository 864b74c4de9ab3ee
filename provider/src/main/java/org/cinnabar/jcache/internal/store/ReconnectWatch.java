package org.cinnabar.jcache.internal.store;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.connection.ConnectionEventsHub;
import org.redisson.connection.ConnectionListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs actions on the timer when a server that was lost is back: once for each outage of each
 * server.
 */
@SuppressWarnings(
    "deprecation") // Redisson calls these methods alone: their successors default to them
final class ReconnectWatch implements ConnectionListener {
  private static final Logger log = LoggerFactory.getLogger(ReconnectWatch.class);

  private final List<Runnable> actions = new CopyOnWriteArrayList<>();
  private final Set<InetSocketAddress> lost = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService timer;
  private volatile @Nullable ConnectionEventsHub hub;
  private volatile int registration;

  ReconnectWatch(ScheduledExecutorService timer) {
    this.timer = timer;
  }

  void add(Runnable action) {
    actions.add(action);
  }

  /** Starts listening to a client; call at most once. */
  void attach(RedissonClient client) {
    if (client instanceof Redisson redisson) {
      ConnectionEventsHub events = redisson.getServiceManager().getConnectionEventsHub();
      registration = events.addListener(this);
      hub = events;
    } else {
      log.warn(
          "Lost connections of {} can't be noticed: it isn't Redisson's own client",
          client.getClass().getName());
    }
  }

  /** Stops listening, which matters when the client outlives us. */
  void detach() {
    actions.clear();
    ConnectionEventsHub events = hub;
    if (events != null) {
      events.removeListener(registration);
    }
  }

  @Override
  public void onConnect(InetSocketAddress address) {
    if (!lost.remove(address)) {
      return;
    }
    log.info("The connection to {} is back", address);
    try {
      timer.execute(() -> actions.forEach(ReconnectWatch::run));
    } catch (RejectedExecutionException e) {
      log.debug("Closed while the connection came back", e);
    }
  }

  @Override
  public void onDisconnect(InetSocketAddress address) {
    if (lost.add(address)) {
      log.warn("The connection to {} is lost", address);
    }
  }

  private static void run(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      log.warn("An action after a reconnection failed", e);
    }
  }
}
