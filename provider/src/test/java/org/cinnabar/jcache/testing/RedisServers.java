package org.cinnabar.jcache.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import redis.embedded.core.ExecutableProvider;

/**
 * The real servers that tests run against. The embedded one is always there. Further binaries come
 * from the system property or environment variable {@value #SETTING} (a list of paths); when that
 * is not set, from {@code .ci/servers/} and {@code redis-server} on the {@code PATH}.
 */
public final class RedisServers {
  /** Names the server binaries besides the embedded one; empty for none. */
  public static final String SETTING = "CINNABAR_TEST_SERVERS";

  /**
   * Names what the servers of all tests are to be instead of single ones, as {@link
   * LocalServers#start} does; for runs by hand.
   */
  public static final String TOPOLOGY = "cinnabar.test.topology";

  /**
   * Names the binary of servers that belong together; the embedded one when it is not set. For runs
   * by hand.
   */
  public static final String TOPOLOGY_BINARY = "cinnabar.test.topology.binary";

  private static final Map<Path, TestRedis> SHARED = new LinkedHashMap<>();
  private static final Map<String, TestRedis> TOPOLOGIES = new LinkedHashMap<>();
  private static Path embedded;

  private RedisServers() {}

  /**
   * One running server of each binary, shared by all tests of this JVM, which ends it. Don't stop
   * these.
   */
  public static synchronized Stream<TestRedis> all() {
    String topology = System.getProperty(TOPOLOGY, "");
    return topology.isBlank()
        ? binaries().stream().map(RedisServers::shared).toList().stream()
        : Stream.of(topology(topology));
  }

  /**
   * Servers that belong together, as if they were one; shared like {@link #all()}.
   *
   * @param kind as {@link LocalServers#start} takes it
   */
  public static synchronized TestRedis topology(String kind) {
    return TOPOLOGIES.computeIfAbsent(
        kind, each -> new TopologyRedis(LocalServers.start(each, topologyBinary())));
  }

  /** The binary of servers that belong together. */
  public static Path topologyBinary() {
    String named = System.getProperty(TOPOLOGY_BINARY, "");
    return named.isBlank() ? embeddedBinary() : Path.of(named);
  }

  /** The running embedded server, or what stands for it, shared like {@link #all()}. */
  public static synchronized TestRedis shared() {
    String topology = System.getProperty(TOPOLOGY, "");
    return topology.isBlank() ? shared(embeddedBinary()) : topology(topology);
  }

  private static TestRedis shared(Path binary) {
    return SHARED.computeIfAbsent(binary, path -> TestRedis.start(path));
  }

  /** The binaries, the embedded one first. */
  public static List<Path> binaries() {
    Set<Path> binaries = new LinkedHashSet<>();
    binaries.add(embeddedBinary());
    String setting = System.getProperty(SETTING, System.getenv(SETTING));
    if (setting == null) {
      found().forEach(binaries::add);
    } else {
      paths(setting).forEach(binaries::add);
    }
    return List.copyOf(binaries);
  }

  /** The embedded binary, unpacked. */
  public static synchronized Path embeddedBinary() {
    if (embedded == null) {
      try {
        embedded = ExecutableProvider.newJarResourceProvider().get().toPath();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return embedded;
  }

  private static Stream<Path> found() {
    Stream<Path> onPath =
        paths(System.getenv().getOrDefault("PATH", ""))
            .map(directory -> directory.resolve("redis-server"));
    return Stream.concat(ciServers().stream(), onPath.filter(Files::isExecutable).limit(1));
  }

  private static List<Path> ciServers() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path directory = at.resolve(".ci").resolve("servers");
      if (Files.isDirectory(directory)) {
        try (Stream<Path> files = Files.list(directory)) {
          return files.filter(Files::isRegularFile).filter(Files::isExecutable).sorted().toList();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return List.of();
  }

  private static Stream<Path> paths(String list) {
    return Arrays.stream(list.split(File.pathSeparator))
        .filter(path -> !path.isBlank())
        .map(Path::of);
  }
}
