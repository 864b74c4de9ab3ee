package org.cinnabar.jcache.internal.store;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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
 *       Redisson YAML or the application's own client has it on;
 *   <li>but where the server said that it did nothing, as one does that has just become a replica
 *       or hands a slot on, the command is sent again until the deadline; connecting likewise.
 * </ul>
 */
final class RedissonConnection implements RedisConnection {
  /** How long a failure is given to pass before the command is sent again. */
  private static final long PAUSE_MILLIS = 20;

  /** As long, in milliseconds, before another attempt to connect, which costs more. */
  private static final long CONNECT_PAUSE = 200;

  /** So much before the deadline what the server said is told, rather than that time is up. */
  private static final long MARGIN_NANOS = TimeUnit.MILLISECONDS.toNanos(2 * PAUSE_MILLIS);

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
    this.connector = new Connector(settings, reconnects, timer);
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
    Duration grace = connector.grace();
    deadlines.add(result, grace);
    long lastAttempt = System.nanoTime() + settings.deadline().plus(grace).toNanos() - MARGIN_NANOS;
    connect(command, result, lastAttempt);
    if (closed.get()) {
      // Closing may have ended the pending operations just before this one was added.
      result.completeExceptionally(failures.closed());
    }
    return result;
  }

  private <T> void connect(
      Function<Server, ? extends CompletionStage<T>> command,
      CompletableFuture<T> result,
      long last) {
    connector
        .server()
        .whenComplete(
            (connected, error) -> {
              if (error == null) {
                if (!result.isDone()) {
                  run(new Attempt<>(command, connected, result, last));
                }
              } else if (closed.get()) {
                result.completeExceptionally(failures.closed());
              } else if (!PassingFailures.includeConnecting(error)
                  || !later(result, () -> connect(command, result, last), last, CONNECT_PAUSE)) {
                result.completeExceptionally(failures.connecting(error));
              }
            });
  }

  /**
   * A command that is sent until it succeeds, fails for good, or it is too late.
   *
   * @param last until when, by the nano clock
   */
  private record Attempt<T>(
      Function<Server, ? extends CompletionStage<T>> command,
      Server server,
      CompletableFuture<T> result,
      long last) {}

  private <T> void run(Attempt<T> attempt) {
    boolean clean = CallerThread.isClean();
    try {
      attempt
          .command
          .apply(attempt.server)
          .whenComplete(
              (@Nullable T value, @Nullable Throwable error) -> {
                if (error == null) {
                  attempt.result.complete(value);
                } else {
                  failed(attempt, error);
                }
              });
    } catch (Throwable e) { // what a command throws belongs to its caller, through the future
      attempt.result.completeExceptionally(failure(e));
    } finally {
      if (clean) {
        CallerThread.clean();
      }
    }
  }

  private <T> void failed(Attempt<T> attempt, Throwable error) {
    if (!PassingFailures.include(error, attempt.server.client())
        || !later(attempt.result, () -> run(attempt), attempt.last, PAUSE_MILLIS)) {
      attempt.result.completeExceptionally(failure(error));
    }
  }

  /** Tries again soon; false when that would be too late. */
  private boolean later(CompletableFuture<?> result, Runnable again, long last, long millis) {
    if (System.nanoTime() - last >= 0) {
      return false;
    }
    Runnable unlessDone =
        () -> {
          if (!result.isDone()) {
            again.run();
          }
        };
    try {
      timer.schedule(unlessDone, millis, TimeUnit.MILLISECONDS);
      return true;
    } catch (RejectedExecutionException e) {
      return false; // closed meanwhile
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
  public @Nullable Server connected() {
    return connector.connected();
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
  public CacheException failed(Throwable failure) {
    return failures.command(failure);
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
