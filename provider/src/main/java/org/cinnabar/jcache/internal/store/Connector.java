package org.cinnabar.jcache.internal.store;

import io.netty.util.concurrent.FastThreadLocalThread;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import org.cinnabar.jcache.internal.store.RedisConnection.Server;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects on a background thread when first asked.
 *
 * <ul>
 *   <li>all callers share one attempt, however many there are;
 *   <li>a failed attempt isn't remembered, and its client is closed before the next attempt starts;
 *   <li>closing ends an attempt that is under way;
 *   <li>masters that are missing meanwhile keep nobody from the others: they are asked for what
 *       they can do when they are there.
 * </ul>
 */
final class Connector {
  private static final Logger log = LoggerFactory.getLogger(Connector.class);

  /**
   * How much longer the first attempt may take. Loading Redisson's and Netty's classes alone takes
   * longer than the usual deadline on a small machine, which is no fault of the server.
   */
  private static final Duration COLD_START = Duration.ofSeconds(3);

  private static volatile boolean warm;

  private static final long IDLE_MILLIS = 500;

  /** How long after masters were missing all are asked again for what they can do. */
  private static final long ASK_AGAIN_MILLIS = 2_000;

  private static final long SHUTDOWN_MILLIS = 1_000;
  private static final long CLOSE_MILLIS = 2_500;

  private final ConnectionSettings settings;
  private final ReconnectWatch reconnects;
  private final ScheduledExecutorService timer;
  private final HandshakeWatch handshakes = new HandshakeWatch();
  private final ThreadPoolExecutor background;
  private final AtomicReference<@Nullable CompletableFuture<Server>> current =
      new AtomicReference<>();
  private final AtomicReference<@Nullable RedissonClient> owned = new AtomicReference<>();
  private volatile boolean closed;

  Connector(
      ConnectionSettings settings, ReconnectWatch reconnects, ScheduledExecutorService timer) {
    this.settings = settings;
    this.reconnects = reconnects;
    this.timer = timer;
    this.background =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_MILLIS,
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(),
            new DaemonThreads("connect"));
    // Once connected, the thread has nothing to do.
    background.allowCoreThreadTimeOut(true);
  }

  /**
   * The connected server, or the attempt under way. Never blocks or throws. Not to be completed by
   * callers.
   */
  CompletableFuture<Server> server() {
    while (true) {
      CompletableFuture<Server> known = current.get();
      if (known != null && !known.isCompletedExceptionally()) {
        return known;
      }
      CompletableFuture<Server> attempt = new CompletableFuture<>();
      if (current.compareAndSet(known, attempt)) {
        start(attempt);
        return attempt;
      }
    }
  }

  boolean isConnected() {
    return connected() != null;
  }

  /** The server, if it is connected. */
  @Nullable Server connected() {
    CompletableFuture<Server> known = current.get();
    return known == null || known.isCompletedExceptionally() ? null : known.getNow(null);
  }

  /**
   * What an operation that starts now may take beyond the deadline: nothing, once an attempt in
   * this JVM has ended.
   */
  Duration grace() {
    return warm ? Duration.ZERO : COLD_START;
  }

  /** Why the last TLS handshake failed; null when it didn't, or there was none. */
  @Nullable SSLException handshakeFailure() {
    return handshakes.failure();
  }

  private void start(CompletableFuture<Server> attempt) {
    try {
      background.execute(() -> connect(attempt));
    } catch (RejectedExecutionException e) {
      attempt.completeExceptionally(new IllegalStateException("closed", e));
    }
  }

  private void connect(CompletableFuture<Server> attempt) {
    try {
      establish(attempt);
    } catch (ExecutionException e) {
      fail(attempt, e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      // Only closing interrupts this thread, and it is about to end.
      fail(attempt, e);
    } catch (
        Throwable e) { // the linkage error of a broken deployment must reach the caller as well
      fail(attempt, e);
    } finally {
      warm = true;
    }
  }

  private void establish(CompletableFuture<Server> attempt)
      throws InterruptedException, ExecutionException, TimeoutException {
    RedissonClient client = open();
    Collection<String> keys = CapabilityProbe.keys(client, settings.namespace());
    CapabilityProbe.Answer answer =
        CapabilityProbe.ask(client, keys, settings.deadline().plus(grace()));
    reconnects.attach(client);
    requireOpen();
    Server server = new Server(client, answer.capabilities());
    MemoryPolicy.look(client, keys, settings.address());
    attempt.complete(server);
    if (!answer.complete()) {
      log.warn("Not all masters of {} can be reached", settings.address());
      askLater(attempt, client);
    }
  }

  private RedissonClient open() throws InterruptedException {
    RedissonClient client;
    if (settings.target() instanceof ConnectionTarget.Client application) {
      client = application.client();
    } else {
      Config config = RedissonConfigs.create(settings.target(), settings.deadline().plus(grace()));
      config.setNettyHook(handshakes.after(config.getNettyHook()));
      client = Redisson.create(config);
      owned.set(client);
    }
    requireOpen();
    return client;
  }

  private void askLater(CompletableFuture<Server> known, RedissonClient client) {
    try {
      timer.schedule(
          () -> background.execute(() -> askAgain(known, client)),
          ASK_AGAIN_MILLIS,
          TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      log.debug("Closed before all masters were there", e);
    }
  }

  private void askAgain(CompletableFuture<Server> known, RedissonClient client) {
    try {
      Collection<String> keys = CapabilityProbe.keys(client, settings.namespace());
      CapabilityProbe.Answer answer = CapabilityProbe.ask(client, keys, settings.deadline());
      if (answer.complete()) {
        Server server = new Server(client, answer.capabilities());
        current.compareAndSet(known, CompletableFuture.completedFuture(server));
        return;
      }
    } catch (InterruptedException e) {
      return; // closing
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      log.debug("Masters of {} are still missing", settings.address(), e);
    }
    askLater(known, client);
  }

  private void requireOpen() throws InterruptedException {
    if (closed) {
      // Closing no longer waits for us where creating the client took too long.
      reconnects.detach();
      throw new InterruptedException("closed");
    }
  }

  private void fail(CompletableFuture<Server> attempt, Throwable cause) {
    log.debug("Connecting to {} failed", settings.address());
    attempt.completeExceptionally(cause);
    // On this thread, so that the next attempt starts only when this one's threads and connections
    // are gone.
    shutdown(owned.getAndSet(null));
  }

  private static void shutdown(@Nullable RedissonClient client) {
    if (client == null) {
      return;
    }
    Thread.interrupted(); // an interrupt would cut Redisson's orderly end short
    client.shutdown(0, SHUTDOWN_MILLIS, TimeUnit.MILLISECONDS);
  }

  /**
   * Ends the attempt under way and the client, unless the application owns it. Bounded; restores
   * the interrupt.
   */
  void close() {
    closed = true;
    background.shutdownNow();
    CompletableFuture<Server> known = current.get();
    if (known != null) {
      known.completeExceptionally(new IllegalStateException("closed"));
    }
    Thread closer = new DaemonThreads("close").newThread(this::end);
    closer.start();
    // A callback may close: its thread, ours or one of Netty's, can't wait for its own end.
    if (!DaemonThreads.isCurrent() && !(Thread.currentThread() instanceof FastThreadLocalThread)) {
      awaitEnd(closer);
    }
  }

  private void end() {
    try {
      background.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      log.debug("Interrupted while closing", e);
    } finally {
      shutdown(owned.getAndSet(null));
    }
  }

  private static void awaitEnd(Thread closer) {
    boolean interrupted = false;
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MILLIS);
    while (closer.isAlive() && end - System.nanoTime() > 0) {
      try {
        closer.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
