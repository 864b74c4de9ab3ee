package org.cinnabar.jcache.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A master with replicas, watched by Sentinels under the name {@value #MASTER}. */
public final class LocalSentinel implements LocalServers {
  /** The name that the Sentinels know the master by. */
  public static final String MASTER = "main";

  private final LocalReplicas replicas;
  private final List<TestRedis> sentinels = new ArrayList<>();

  private LocalSentinel(LocalReplicas replicas) {
    this.replicas = replicas;
  }

  /**
   * Starts the servers and waits until the Sentinels know them and each other.
   *
   * @param binary the server's binary
   * @param replicas how many replicas follow the master
   * @param sentinels how many Sentinels watch; the greater half decides
   * @param options further options of the servers, each one argument
   */
  public static LocalSentinel start(Path binary, int replicas, int sentinels, String... options) {
    LocalSentinel started = new LocalSentinel(LocalReplicas.start(binary, replicas, options));
    try {
      for (int i = 0; i < sentinels; i++) {
        int quorum = sentinels / 2 + 1;
        started.sentinels.add(TestRedis.retrying(() -> started.sentinel(binary, quorum, options)));
      }
      started.sentinels.forEach(each -> started.awaitKnowing(each, replicas, sentinels - 1));
      return started;
    } catch (RuntimeException e) {
      started.close();
      throw e;
    }
  }

  private TestRedis sentinel(Path binary, int quorum, String... options) {
    int port = TestRedis.freePort();
    int tlsPort = master().isTls() ? TestRedis.freePort() : 0;
    String configuration =
        """
        port %d
        bind 127.0.0.1
        sentinel monitor main 127.0.0.1 %d %d
        sentinel down-after-milliseconds main 10000
        sentinel failover-timeout main 2000
        """
            .formatted(port, master().dataPort(), quorum);
    return TestRedis.startConfigured(
        port,
        tlsPort,
        binary,
        directory -> {
          Path file = directory.resolve("sentinel.conf");
          try {
            Files.writeString(file, configuration);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          List<String> arguments = new ArrayList<>(List.of(file.toString(), "--sentinel"));
          if (tlsPort != 0) {
            arguments.addAll(List.of(options));
            arguments.addAll(List.of("--tls-port", Integer.toString(tlsPort)));
          }
          return arguments;
        });
  }

  private void awaitKnowing(TestRedis sentinel, int slaves, int others) {
    Waiting.until(
        "a Sentinel that knows all",
        () -> {
          List<String> lines = sentinel.ask("SENTINEL MASTER " + MASTER).lines().toList();
          return value(lines, "num-slaves") == slaves
              && value(lines, "num-other-sentinels") == others;
        });
  }

  /** The number that follows a name in an answer, each led by its length. */
  private static int value(List<String> lines, String name) {
    int at = lines.indexOf(name);
    return at < 0 ? -1 : Integer.parseInt(lines.get(at + 2));
  }

  /** Sets how long a master may be silent until the Sentinels take it for dead; 10 s by default. */
  public void downAfter(Duration silence) {
    for (TestRedis each : sentinels) {
      String set = "SENTINEL SET " + MASTER + " down-after-milliseconds " + silence.toMillis();
      LocalCluster.ordered(each, set);
    }
  }

  /** Makes the Sentinels replace the master, dead or not, by a replica. */
  public void failOver() {
    Waiting.until(
        "a Sentinel that begins a failover",
        () -> sentinels.get(0).ask("SENTINEL FAILOVER " + MASTER).startsWith("+OK"));
  }

  /** Waits until all Sentinels name another master than the one started, and that is one. */
  public void awaitSuccessor() {
    for (TestRedis each : sentinels) {
      Waiting.until(
          "a Sentinel that names another master",
          () -> {
            TestRedis named = named(each);
            return named != null
                && named != master()
                && named.ask("INFO replication").contains("role:master");
          });
    }
  }

  private TestRedis named(TestRedis sentinel) {
    List<String> lines =
        sentinel.ask("SENTINEL GET-MASTER-ADDR-BY-NAME " + MASTER).lines().toList();
    return servers().stream()
        .filter(server -> lines.contains(Integer.toString(server.dataPort())))
        .findFirst()
        .orElse(null);
  }

  /** The server that was started as the master. */
  public TestRedis master() {
    return replicas.master();
  }

  /** The Sentinels. */
  public List<TestRedis> sentinels() {
    return List.copyOf(sentinels);
  }

  @Override
  public String uri() {
    return LocalServers.uri("+sentinel", sentinels) + "/" + MASTER;
  }

  @Override
  public List<TestRedis> servers() {
    return replicas.servers();
  }

  /** What they run. */
  @Override
  public String toString() {
    return master() + ", Sentinel";
  }

  @Override
  public void close() {
    LocalServers.close(sentinels);
    replicas.close();
  }
}
