package org.cinnabar.jcache.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A master with replicas, local server processes. */
public final class LocalReplicas implements LocalServers {
  private final List<TestRedis> servers;

  private LocalReplicas(List<TestRedis> servers) {
    this.servers = servers;
  }

  /**
   * Starts the servers and waits until the replicas follow.
   *
   * @param binary the server's binary
   * @param replicas how many follow the master
   * @param options further options of every server, each one argument
   */
  public static LocalReplicas start(Path binary, int replicas, String... options) {
    List<TestRedis> servers = new ArrayList<>();
    LocalReplicas started = new LocalReplicas(servers);
    try {
      servers.add(TestRedis.start(binary, quickly(options)));
      String master = Integer.toString(servers.get(0).dataPort());
      for (int i = 0; i < replicas; i++) {
        String[] following =
            Stream.concat(Stream.of("--replicaof", "127.0.0.1", master), Arrays.stream(options))
                .toArray(String[]::new);
        servers.add(TestRedis.start(binary, quickly(following)));
      }
      started.awaitFollowing();
      return started;
    } catch (RuntimeException e) {
      started.close();
      throw e;
    }
  }

  private static String[] quickly(String... options) {
    return Stream.concat(
            Stream.of("--repl-diskless-sync", "yes", "--repl-diskless-sync-delay", "0"),
            Arrays.stream(options))
        .toArray(String[]::new);
  }

  private void awaitFollowing() {
    for (TestRedis replica : replicas()) {
      Waiting.until(
          "a replica that follows",
          () -> replica.ask("INFO replication").contains("master_link_status:up"));
    }
  }

  /** The server that was started as the master. */
  public TestRedis master() {
    return servers.get(0);
  }

  /** The servers that were started as replicas. */
  public List<TestRedis> replicas() {
    return servers.subList(1, servers.size());
  }

  @Override
  public String uri() {
    return LocalServers.uri("+replicas", servers);
  }

  @Override
  public List<TestRedis> servers() {
    return List.copyOf(servers);
  }

  /** What they run. */
  @Override
  public String toString() {
    return servers.get(0) + ", master with replicas";
  }

  @Override
  public void close() {
    LocalServers.close(servers);
  }
}
