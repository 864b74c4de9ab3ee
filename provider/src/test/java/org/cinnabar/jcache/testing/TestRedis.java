package org.cinnabar.jcache.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A real server process on a free local port, without persistence. It ends with the JVM at the
 * latest.
 */
public final class TestRedis implements AutoCloseable {
  private static final Pattern RECEIVED = Pattern.compile("total_net_input_bytes:(\\d+)");
  private static final Pattern VERSION = Pattern.compile("(Redis|Valkey) server v=(\\S+)");

  private final Path binary;
  private final int port;
  private final String name;
  private final List<String> options;
  private final Path directory;
  private Process process;

  private TestRedis(Path binary, int port, List<String> options) {
    this.binary = binary;
    this.port = port;
    this.options = options;
    this.name = version(binary);
    this.directory = temporaryDirectory();
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  /** Starts a new embedded server with further options, each one argument. */
  public static TestRedis embedded(String... options) {
    return start(RedisServers.embeddedBinary(), options);
  }

  /** Starts a new server of a binary with further options, each one argument. */
  public static TestRedis start(Path binary, String... options) {
    TestRedis redis = new TestRedis(binary, freePort(), List.of(options));
    redis.start();
    return redis;
  }

  /** Starts a new server of a binary on a given port. */
  public static TestRedis startOn(int port, Path binary, String... options) {
    TestRedis redis = new TestRedis(binary, port, List.of(options));
    redis.start();
    return redis;
  }

  /** Starts the server, again on the same port and empty. */
  public void start() {
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(binary.toString(), "--port", Integer.toString(port), "--bind", "127.0.0.1"));
    command.addAll(List.of("--save", "", "--appendonly", "no"));
    command.addAll(List.of("--dir", directory.toString()));
    command.addAll(options);
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Awaitility.await(name)
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(20))
        .until(this::answers);
  }

  /** Ends the server in good order. */
  public void stop() {
    process.destroy();
    process.onExit().join();
  }

  /** Ends the server as a crash would. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Freezes the server: connections stay, nothing answers. */
  public void pause() {
    signal("-STOP");
  }

  /** Ends a {@link #pause()}. */
  public void resume() {
    signal("-CONT");
  }

  @Override
  public void close() {
    kill();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (NoSuchFileException e) {
      // closed before
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return port;
  }

  /** The address as Redisson takes it. */
  public String uri() {
    return "redis://127.0.0.1:" + port;
  }

  /** Everything the server answers to the commands, one a line. */
  public String ask(String commands) {
    try (Socket socket = send(commands + "\nQUIT")) {
      socket.setSoTimeout(10_000);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fires commands, one a line, whose answers come on the connection returned. */
  public Socket send(String commands) {
    try {
      Socket socket = new Socket("127.0.0.1", port);
      for (String command : commands.split("\n")) {
        socket.getOutputStream().write(encode(command.strip().split(" ")));
      }
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many connections our clients hold. */
  public long clients() {
    return ask("CLIENT LIST").lines().filter(line -> line.contains("name=cinnabar")).count();
  }

  /** How many bytes it was sent since it started. */
  public long bytesReceived() {
    Matcher received = RECEIVED.matcher(ask("INFO stats"));
    if (!received.find()) {
      throw new IllegalStateException("Unknown answer of " + name);
    }
    return Long.parseLong(received.group(1));
  }

  /** Whether this server's hash fields expire by themselves, by its version. */
  public boolean expiresFields() {
    return isSince("Redis", 704) || isSince("Valkey", 900);
  }

  /** Whether it sets fields together with their deadlines, by its version. */
  public boolean setsFieldsWithExpiry() {
    return isSince("Redis", 800) || isSince("Valkey", 900);
  }

  private boolean isSince(String product, int since) {
    Matcher matcher = Pattern.compile("(Redis|Valkey) (\\d+)\\.(\\d+).*").matcher(name);
    if (!matcher.matches()) {
      throw new IllegalStateException("Unknown server " + name);
    }
    int version = 100 * Integer.parseInt(matcher.group(2)) + Integer.parseInt(matcher.group(3));
    return matcher.group(1).equals(product) && version >= since;
  }

  /** Product and version. */
  @Override
  public String toString() {
    return name;
  }

  private void signal(String signal) {
    try {
      new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().onExit().join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] encode(String[] words) {
    StringBuilder request = new StringBuilder("*" + words.length + "\r\n");
    for (String word : words) {
      request
          .append('$')
          .append(word.getBytes(StandardCharsets.UTF_8).length)
          .append("\r\n")
          .append(word)
          .append("\r\n");
    }
    return request.toString().getBytes(StandardCharsets.UTF_8);
  }

  private boolean answers() {
    try {
      return !ask("PING").isEmpty(); // a server that wants a password answers too
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /** A port that nothing listens on at present. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path temporaryDirectory() {
    try {
      return Files.createTempDirectory("cinnabar-server");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String version(Path binary) {
    try {
      Process process = new ProcessBuilder(binary.toString(), "--version").start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Matcher matcher = VERSION.matcher(output);
      return matcher.find()
          ? matcher.group(1) + " " + matcher.group(2)
          : binary.getFileName().toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
