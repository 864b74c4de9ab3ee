package org.cinnabar.dropin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Relocated Redisson and Netty reach every kind of server, and log where the application logs. */
class ConnectionIT {
  private static final String RESULT = "[7, 7]";

  @TempDir Path directory;

  @Test
  void plain_withoutSlf4j_logsToJavasLogging() throws Exception {
    try (Server server = Server.start()) {
      ChildJvm.Result result = jvm().with(Jars.all()).run(PutAndGet.class, server.uri());

      assertThat(result.lines()).containsExactly(RESULT);
      assertThat(result.err())
          .doesNotContain("SLF4J")
          .contains("org.cinnabar.shaded.org.redisson.connection.ConnectionsHolder");
    }
  }

  @Test
  void plain_withTheApplicationsSlf4j_logsToIt() throws Exception {
    try (Server server = Server.start()) {
      ChildJvm.Result result =
          jvm().with(Jars.all()).with(Jars.slf4j()).run(PutAndGet.class, server.uri());

      assertThat(result.lines()).containsExactly(RESULT);
      assertThat(result.err())
          .contains("INFO org.cinnabar.shaded.org.redisson.connection.ConnectionsHolder - ");
    }
  }

  @Test
  void tls_trustedByTheJvm() throws Exception {
    Certificate certificate = Certificate.create(directory);
    int port = Server.freePort();
    try (Server server = tls(port, certificate)) {
      String uri = "rediss://127.0.0.1:" + port;
      ChildJvm.Result trusted =
          jvm()
              .with(Jars.all())
              .option("-Djavax.net.ssl.trustStore=" + certificate.trust())
              .option("-Djavax.net.ssl.trustStorePassword=" + Certificate.PASSWORD)
              .run(PutAndGet.class, uri);
      ChildJvm.Result untrusted = jvm().with(Jars.all()).run(PutAndGet.class, uri);

      assertThat(trusted.lines()).containsExactly(RESULT);
      assertThat(server.port()).isNotEqualTo(port);
      assertThat(untrusted.exitCode()).isNotZero();
      assertThat(untrusted.out()).isEmpty();
      assertThat(untrusted.err())
          .contains("SSLHandshakeException", "org.cinnabar.jcache.CacheConnectionException")
          .contains("127.0.0.1:" + port, "javax.net.ssl.trustStore");
    }
  }

  /** The deadline is not what is tested: a new JVM on a busy machine takes its time. */
  private static ChildJvm jvm() {
    return ChildJvm.create().option("-Dcinnabar.deadline=20s");
  }

  private static Server tls(int port, Certificate certificate) {
    String pem = certificate.pem().toString();
    try {
      return Server.start(
          "--tls-port",
          Integer.toString(port),
          "--tls-cert-file",
          pem,
          "--tls-key-file",
          pem,
          "--tls-auth-clients",
          "no",
          "--tls-ca-cert-file",
          pem);
    } catch (IOException e) {
      Assumptions.abort("The embedded server of this system has no TLS: " + e.getMessage());
      throw new AssertionError(e);
    }
  }

  @Test
  void sentinel_byYaml_withClassesOfRedissonNamed() throws Exception {
    try (Server server = Server.start();
        Server sentinel = Server.sentinelOf(server)) {
      Path yaml =
          yaml(
              """
              sentinelServersConfig:
                masterName: main
                sentinelAddresses: ["%s"]
                checkSentinelsList: false
                loadBalancer: !<org.redisson.connection.balancer.RandomLoadBalancer> {}
              codec: !<org.redisson.codec.Kryo5Codec> {}
              addressResolverGroupFactory: !<org.redisson.connection.SequentialDnsAddressResolverFactory> {}
              """
                  .formatted(sentinel.uri()));

      assertThat(jvm().with(Jars.all()).run(PutAndGet.class, yaml.toUri().toString()).lines())
          .containsExactly(RESULT);
    }
  }

  @Test
  void cluster_byYaml() throws Exception {
    List<Server> nodes = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        nodes.add(Server.start("--cluster-enabled", "yes"));
      }
      formCluster(nodes);
      Path yaml =
          yaml(
              """
              clusterServersConfig:
                nodeAddresses: ["%s"]
              """
                  .formatted(nodes.get(0).uri()));

      assertThat(
              jvm()
                  .with(Jars.all())
                  .option("-Dcinnabar.caches.numbers.partitions=8")
                  .run(PutAndGet.class, yaml.toUri().toString())
                  .lines())
          .containsExactly(RESULT);
    } finally {
      for (Server node : nodes) {
        node.close();
      }
    }
  }

  @Test
  void yaml_withAClassOfTheApplication_isRefusedWithTheWayOut() throws Exception {
    Path yaml =
        yaml(
            """
            singleServerConfig:
              address: "redis://127.0.0.1:1"
            codec: !<com.acme.OwnCodec> {}
            """);

    ChildJvm.Result result = jvm().with(Jars.all()).run(PutAndGet.class, yaml.toUri().toString());

    assertThat(result.exitCode()).isNotZero();
    assertThat(result.err()).contains(yaml.getFileName().toString(), "thin jar");
  }

  private Path yaml(String text) throws IOException {
    return Files.writeString(directory.resolve("redisson.yaml"), text);
  }

  private static void formCluster(List<Server> nodes) throws IOException {
    int slots = 16_384;
    for (int i = 0; i < nodes.size(); i++) {
      List<String> command = new ArrayList<>(List.of("CLUSTER", "ADDSLOTS"));
      for (int slot = slots * i / nodes.size(); slot < slots * (i + 1) / nodes.size(); slot++) {
        command.add(Integer.toString(slot));
      }
      nodes.get(i).ask(command.toArray(String[]::new));
      nodes.get(i).ask("CLUSTER", "MEET", "127.0.0.1", Integer.toString(nodes.get(0).port()));
    }
    for (Server node : nodes) {
      Awaitility.await("the cluster")
          .until(
              () -> {
                String info = node.ask("CLUSTER", "INFO");
                return info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:3");
              });
    }
  }
}
