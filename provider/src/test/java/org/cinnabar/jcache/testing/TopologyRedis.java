package org.cinnabar.jcache.testing;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Several servers in the place of one, so that whatever runs against one runs against a cluster, or
 * behind Sentinels, as well.
 */
final class TopologyRedis extends TestRedis {
  /** What is asked of each node, not of the one that has a key. */
  private static final Set<String> OF_EACH =
      Set.of("CLIENT", "CONFIG", "FLUSHALL", "INFO", "KEYS", "PUBSUB", "SCRIPT");

  private final LocalServers servers;

  TopologyRedis(LocalServers servers) {
    super(servers.servers().get(0));
    this.servers = servers;
  }

  @Override
  public String uri() {
    return servers.uri();
  }

  @Override
  public String ask(String commands) {
    if (!(servers instanceof LocalCluster cluster)) {
      return super.ask(commands);
    }
    return commands
        .lines()
        .map(
            command ->
                OF_EACH.contains(command.split(" ")[0])
                    ? askEach(cluster.masters(), command)
                    : cluster.ask(command))
        .collect(Collectors.joining());
  }

  private static String askEach(List<TestRedis> nodes, String command) {
    return nodes.stream().map(node -> node.ask(command)).collect(Collectors.joining());
  }

  @Override
  public String toString() {
    return servers.toString();
  }

  @Override
  public void close() {
    servers.close();
  }
}
