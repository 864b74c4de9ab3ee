package org.cinnabar.jcache.internal.store;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RedissonClient;

/**
 * The connection that the stores of one manager share. It connects when it is first needed; a
 * failed attempt is not remembered, so the next operation tries again.
 */
interface RedisConnection extends AutoCloseable {

  /** A connected client and what its server can do. */
  record Server(RedissonClient client, ServerCapabilities capabilities) {}

  /**
   * Runs a command against the server within the deadline, connecting first if need be. The future
   * ends, at the deadline at the latest, with the command's result or a {@link
   * javax.cache.CacheException} subclass that names the address and the cause. The first connection
   * of a JVM has some seconds more, for loading classes. Never throws and never blocks.
   */
  <T> CompletableFuture<T> execute(Function<Server, ? extends CompletionStage<T>> command);

  /** The client, if it is connected. */
  @Nullable Server connected();

  /** How long an operation may take, all its requests and retries included. */
  Duration deadline();

  /** The deadline of an operation that begins now. */
  Deadline begin();

  /** The failure of a command that the server refused with these words. */
  CacheException refused(String words);

  /** What a command's failure is to its caller: in words, and without the command's arguments. */
  CacheException failed(Throwable failure);

  /** The server's address as errors name it; never holds a secret. */
  String address();

  /**
   * One daemon thread for timers, started when first used and ended by {@link #close()}. Tasks must
   * not block.
   */
  ScheduledExecutorService timer();

  /** Runs the action whenever the connection came back after having been lost. */
  void onReconnect(Runnable action);

  /** Ends the client, unless the application owns it, and the timer. Idempotent; never throws. */
  @Override
  void close();
}
