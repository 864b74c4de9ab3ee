package org.cinnabar.benchmarks.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.ignite.Ignite;
import org.apache.ignite.Ignition;
import org.apache.ignite.configuration.ClientConnectorConfiguration;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.spi.discovery.tcp.TcpDiscoverySpi;
import org.apache.ignite.spi.discovery.tcp.ipfinder.vm.TcpDiscoveryVmIpFinder;

/** An Ignite node by itself, with its default data region in memory. */
public final class IgniteServer {
  private IgniteServer() {}

  /** Runs it until its input ends. */
  public static void main(String... arguments) throws Exception {
    Path directory = Files.createTempDirectory("cinnabar-ignite");
    TcpDiscoveryVmIpFinder alone = new TcpDiscoveryVmIpFinder();
    alone.setAddresses(List.of("127.0.0.1:47500"));
    IgniteConfiguration configuration =
        new IgniteConfiguration()
            .setWorkDirectory(directory.toString())
            .setLocalHost("127.0.0.1")
            .setMetricsLogFrequency(0)
            .setDiscoverySpi(new TcpDiscoverySpi().setLocalPortRange(0).setIpFinder(alone))
            .setClientConnectorConfiguration(
                new ClientConnectorConfiguration().setPort(Ready.port(arguments)).setPortRange(0));
    try (Ignite node = Ignition.start(configuration)) {
      Ready.untilInputEnds();
    }
  }
}
