package org.cinnabar.benchmarks.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cinnabar.benchmarks.peer.ServerKind;
import org.cinnabar.jcache.testing.DelayingProxy;
import org.cinnabar.jcache.testing.LocalCluster;
import org.cinnabar.jcache.testing.LocalServers;
import org.cinnabar.jcache.testing.RedisServers;
import org.cinnabar.jcache.testing.TestRedis;

/**
 * The servers of a run, each a process of its own, started when it is first needed and kept until
 * the end, so that the peers find them warm. Each can also be reached over a proxy that adds
 * latency.
 */
public final class Servers implements AutoCloseable {
  private static final List<String> HEAP = List.of("-Xms1g", "-Xmx1g");

  private final String binary;
  private final Map<ServerKind, Running> running = new EnumMap<>(ServerKind.class);
  private final Map<Integer, LocalServers> nodes = new TreeMap<>();

  /**
   * None runs yet.
   *
   * @param binary the path of a Redis or Valkey server; empty for the embedded one
   */
  public Servers(String binary) {
    this.binary = binary;
  }

  /** The address of a server, host and port, over which answers come with the delay. */
  public String address(ServerKind kind, Duration delay) {
    Running server = running.computeIfAbsent(kind, this::start);
    if (delay.isZero()) {
      return "127.0.0.1:" + server.port();
    }
    server.proxy().delay(delay);
    return "127.0.0.1:" + server.proxy().port();
  }

  /** The Redis server's product and version, for who reads the results. */
  public String redisVersion() {
    return running.computeIfAbsent(ServerKind.REDIS, this::start).name();
  }

  /** A Redis server of its own for one node, else a cluster of so many masters. */
  public LocalServers nodes(int masters) {
    return nodes.computeIfAbsent(
        masters,
        count ->
            count == 1
                ? LocalServers.start("single", redisBinary())
                : LocalCluster.start(redisBinary(), count, 0));
  }

  private Path redisBinary() {
    return binary.isEmpty() ? RedisServers.embeddedBinary() : Path.of(binary);
  }

  @Override
  public void close() {
    running.values().forEach(Running::close);
    running.clear();
    nodes.values().forEach(LocalServers::close);
    nodes.clear();
  }

  private Running start(ServerKind kind) {
    return switch (kind) {
      case REDIS -> {
        TestRedis redis = TestRedis.start(redisBinary());
        yield Running.of(redis.toString(), redis.port(), redis);
      }
      case HAZELCAST -> process(HazelcastServer.class, kind);
      case INFINISPAN -> process(InfinispanServer.class, kind);
      case IGNITE -> process(IgniteServer.class, kind);
      case NONE -> throw new IllegalArgumentException("There is no server to start");
    };
  }

  private static Running process(Class<?> main, ServerKind kind) {
    List<String> options = new ArrayList<>(QuietLogging.JVM_OPTIONS);
    options.addAll(HEAP);
    options.addAll(kind.jvmOptions());
    ServerProcess process = ServerProcess.start(main, options);
    return Running.of(main.getSimpleName(), process.port(), process);
  }

  /** A server and the proxy before it. */
  private record Running(String name, int port, DelayingProxy proxy, AutoCloseable server) {
    static Running of(String name, int port, AutoCloseable server) {
      return new Running(name, port, new DelayingProxy(port), server);
    }

    void close() {
      proxy.close();
      try {
        server.close();
      } catch (Exception e) {
        throw new IllegalStateException(name + " could not be stopped", e);
      }
    }
  }
}
