package org.cinnabar.benchmarks.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.ignite.Ignite;
import org.apache.ignite.Ignition;
import org.apache.ignite.configuration.ClientConnectorConfiguration;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.spi.discovery.tcp.TcpDiscoverySpi;
import org.apache.ignite.spi.discovery.tcp.ipfinder.vm.TcpDiscoveryVmIpFinder;
import org.cinnabar.jcache.testing.TestRedis;

/** An Ignite node by itself, with its default data region in memory. */
public final class IgniteServer {
  private IgniteServer() {}

  /** Runs it until its input ends. */
  public static void main(String... arguments) throws Exception {
    Path directory = Files.createTempDirectory("cinnabar-ignite");
    TcpDiscoveryVmIpFinder alone = new TcpDiscoveryVmIpFinder();
    int port = TestRedis.freePort();
    alone.setAddresses(List.of("127.0.0.1:" + port));
    IgniteConfiguration configuration =
        new IgniteConfiguration()
            .setWorkDirectory(directory.toString())
            .setLocalHost("127.0.0.1")
            .setMetricsLogFrequency(0)
            .setDiscoverySpi(
                new TcpDiscoverySpi().setLocalPort(port).setLocalPortRange(0).setIpFinder(alone))
            .setClientConnectorConfiguration(
                new ClientConnectorConfiguration().setPort(Ready.port(arguments)).setPortRange(0));
    Ignite node = Ignition.start(configuration);
    Ready.untilInputEnds();
    node.close();
    delete(directory);
  }

  private static void delete(Path directory) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(directory)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.delete(file);
    }
  }
}
