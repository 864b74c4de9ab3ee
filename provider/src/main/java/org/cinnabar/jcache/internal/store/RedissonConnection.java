package org.cinnabar.jcache.internal.store;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import javax.cache.CacheException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisException;

/**
 * A connection through Redisson.
 *
 * <ul>
 *   <li>no thread exists and nothing is connected before the first operation;
 *   <li>the deadline covers connecting, the command and everything Redisson does on its own; only
 *       until the first attempt to connect in this JVM has ended, operations get a grace for
 *       loading classes;
 *   <li>a command is sent once: Redisson's repetition after a missing answer is off, unless a
 *       Redisson YAML or the application's own client has it on.
 * </ul>
 */
final class RedissonConnection implements RedisConnection {
  private final ConnectionSettings settings;
  private final FailureTranslator failures;
  private final ScheduledThreadPoolExecutor timer;
  private final DeadlineWatch deadlines;
  private final ReconnectWatch reconnects;
  private final Connector connector;
  private final AtomicBoolean closed = new AtomicBoolean();

  private RedissonConnection(ConnectionSettings settings) {
    this.settings = settings;
    this.failures = new FailureTranslator(settings.address(), settings.deadline());
    this.timer = new ScheduledThreadPoolExecutor(1, new DaemonThreads("timer"));
    timer.setRemoveOnCancelPolicy(true);
    this.deadlines = new DeadlineWatch(timer, settings.deadline(), this::timedOut);
    this.reconnects = new ReconnectWatch(timer);
    this.connector = new Connector(settings, reconnects);
  }

  /** A connection that isn't connected yet. */
  static RedisConnection of(ConnectionSettings settings) {
    return new RedissonConnection(settings);
  }

  @Override
  public <T> CompletableFuture<T> execute(Function<Server, ? extends CompletionStage<T>> command) {
    CompletableFuture<T> result = new CompletableFuture<>();
    if (closed.get()) {
      result.completeExceptionally(failures.closed());
      return result;
    }
    deadlines.add(result, connector.grace());
    CompletableFuture<Server> server = connector.server();
    server.whenComplete(
        (connected, error) -> {
          if (error != null) {
            result.completeExceptionally(
                closed.get() ? failures.closed() : failures.connecting(error));
          } else if (!result.isDone()) {
            run(command, connected, result);
          }
        });
    if (closed.get()) {
      // Closing may have ended the pending operations just before this one was added.
      result.completeExceptionally(failures.closed());
    }
    return result;
  }

  private <T> void run(
      Function<Server, ? extends CompletionStage<T>> command,
      Server server,
      CompletableFuture<T> result) {
    boolean clean = CallerThread.isClean();
    try {
      command
          .apply(server)
          .whenComplete(
              (@Nullable T value, @Nullable Throwable error) -> {
                if (error == null) {
                  result.complete(value);
                } else {
                  result.completeExceptionally(failure(error));
                }
              });
    } catch (Throwable e) { // what a command throws belongs to its caller, through the future
      result.completeExceptionally(failure(e));
    } finally {
      if (clean) {
        CallerThread.clean();
      }
    }
  }

  private Throwable failure(Throwable error) {
    return closed.get() ? failures.closed() : failures.command(error);
  }

  private CacheException timedOut() {
    boolean connected = connector.isConnected();
    SSLException handshake = connected ? null : connector.handshakeFailure();
    return handshake == null ? failures.timeout(connected, null) : failures.connecting(handshake);
  }

  @Override
  public Duration deadline() {
    return settings.deadline();
  }

  @Override
  public Deadline begin() {
    return new Deadline(settings.deadline().plus(connector.grace()), this::timedOut);
  }

  @Override
  public CacheException refused(String words) {
    return failures.command(new RedisException(words));
  }

  @Override
  public String address() {
    return settings.address();
  }

  @Override
  public ScheduledExecutorService timer() {
    return timer;
  }

  @Override
  public void onReconnect(Runnable action) {
    reconnects.add(Objects.requireNonNull(action, "action"));
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    deadlines.failAll(failures::closed);
    timer.shutdownNow();
    connector.close();
    reconnects.detach(); // after the attempt under way, which may still have attached it
    CallerThread.clean();
  }
}
