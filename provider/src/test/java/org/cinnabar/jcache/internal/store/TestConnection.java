package org.cinnabar.jcache.internal.store;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.cache.CacheException;
import org.cinnabar.jcache.CacheConnectionException;
import org.cinnabar.jcache.CacheTimeoutException;
import org.cinnabar.jcache.testing.TestRedis;
import org.redisson.Redisson;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;
import org.redisson.config.ReadMode;

/**
 * A plain connection for the store's tests. Counts what runs through it, and can be told to fail.
 */
final class TestConnection implements RedisConnection {
  private static final String PROBE = "return redis.call('COMMAND', 'INFO', ARGV[1])[1] and 1 or 0";

  private final Server server;
  private final String address;
  private final Duration deadline;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "test-timer");
            thread.setDaemon(true);
            return thread;
          });
  private final List<Runnable> reconnects = new CopyOnWriteArrayList<>();
  volatile boolean failing;
  final AtomicInteger executed = new AtomicInteger();
  final AtomicInteger mostUnderWay = new AtomicInteger();
  private final AtomicInteger underWay = new AtomicInteger();

  TestConnection(Server server, String address, Duration deadline) {
    this.server = server;
    this.address = address;
    this.deadline = deadline;
  }

  static Server connect(TestRedis redis) {
    RedisUri uri = RedisUri.parse(URI.create(redis.uri()));
    if (uri.topology() != Topology.SINGLE) {
      Config several =
          RedissonConfigs.create(new ConnectionTarget.Server(uri), Duration.ofSeconds(20));
      if (several.isClusterConfig()) {
        // what tests look at beside the store must be the newest state
        several.useClusterServers().setReadMode(ReadMode.MASTER);
      }
      RedissonClient client = Redisson.create(several);
      return new Server(client, capabilities(client, uri.topology() == Topology.CLUSTER));
    }
    Config config = new Config();
    config.setThreads(2).setNettyThreads(2);
    config
        .useSingleServer()
        .setAddress(redis.uri())
        .setConnectionPoolSize(8)
        .setConnectionMinimumIdleSize(1)
        .setSubscriptionConnectionMinimumIdleSize(1)
        .setTimeout(20_000);
    RedissonClient client = Redisson.create(config);
    return new Server(client, capabilities(client, false));
  }

  static ServerCapabilities capabilities(RedissonClient client, boolean cluster) {
    return new ServerCapabilities(knows(client, "HPEXPIRE"), knows(client, "HSETEX"), cluster);
  }

  private static boolean knows(RedissonClient client, String command) {
    Long found =
        client
            .getScript(StringCodec.INSTANCE)
            .eval(RScript.Mode.READ_ONLY, PROBE, RScript.ReturnType.LONG, List.of(), command);
    return found == 1;
  }

  void reconnected() {
    reconnects.forEach(Runnable::run);
  }

  @Override
  public <T> CompletableFuture<T> execute(Function<Server, ? extends CompletionStage<T>> command) {
    executed.incrementAndGet();
    if (failing) {
      return CompletableFuture.failedFuture(
          new CacheConnectionException("Can't reach " + address, null));
    }
    CompletableFuture<T> result;
    try {
      result = command.apply(server).toCompletableFuture().copy();
    } catch (RuntimeException e) {
      result = CompletableFuture.failedFuture(e);
    }
    mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
    return result
        .orTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((ok, failure) -> underWay.decrementAndGet())
        .exceptionally(this::translated);
  }

  private <T> T translated(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof CacheException known) {
      throw known;
    }
    if (cause instanceof TimeoutException) {
      throw new CacheTimeoutException("No answer from " + address + " within " + deadline, cause);
    }
    throw new CacheConnectionException("Failed at " + address + ": " + cause, cause);
  }

  @Override
  public Server connected() {
    return server;
  }

  @Override
  public Duration deadline() {
    return deadline;
  }

  @Override
  public Deadline begin() {
    return new Deadline(
        deadline,
        () -> new CacheTimeoutException("No answer from " + address + " within " + deadline, null));
  }

  @Override
  public CacheException refused(String words) {
    return new CacheConnectionException("Refused by " + address + ": " + words, null);
  }

  @Override
  public CacheException failed(Throwable failure) {
    return new CacheConnectionException("Failed at " + address + ": " + failure, failure);
  }

  @Override
  public String address() {
    return address;
  }

  @Override
  public ScheduledExecutorService timer() {
    return timer;
  }

  @Override
  public void onReconnect(Runnable action) {
    reconnects.add(action);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
