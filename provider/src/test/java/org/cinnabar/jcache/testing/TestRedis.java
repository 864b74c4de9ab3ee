package org.cinnabar.jcache.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A real server process on a free local port, without persistence. It ends with the JVM at the
 * latest.
 */
public class TestRedis implements AutoCloseable {
  /** How far above its port a node of a cluster listens for the others. */
  private static final int BUS = 10_000;

  /** Ports, and buses above them, that the system doesn't give to outgoing connections. */
  private static final int LOWEST_PORT = 10_500;

  private static final int HIGHEST_PORT = 22_500;
  private static final int TRIES = 5;
  private static final Pattern RECEIVED = Pattern.compile("total_net_input_bytes:(\\d+)");
  private static final Pattern VERSION = Pattern.compile("(Redis|Valkey) server v=(\\S+)");

  private final Path binary;
  private final int port;

  /** 0 without TLS. */
  private final int tlsPort;

  private final String name;
  private final List<String> arguments;
  private final Path directory;
  private Process process;

  private TestRedis(Path binary, int port, int tlsPort, Function<Path, List<String>> arguments) {
    this.binary = binary;
    this.port = port;
    this.tlsPort = tlsPort;
    this.name = version(binary);
    this.directory = temporaryDirectory();
    this.arguments = arguments.apply(directory);
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  /** Another view of a server that runs. */
  TestRedis(TestRedis running) {
    this.binary = running.binary;
    this.port = running.port;
    this.tlsPort = running.tlsPort;
    this.arguments = running.arguments;
    this.name = running.name;
    this.directory = running.directory;
    this.process = running.process;
  }

  /** Starts a new embedded server with further options, each one argument. */
  public static TestRedis embedded(String... options) {
    return start(RedisServers.embeddedBinary(), options);
  }

  /** Starts a new server of a binary with further options, each one argument. */
  public static TestRedis start(Path binary, String... options) {
    return retrying(() -> startOn(freePort(), binary, options));
  }

  /** Starts a server on a port that was free when it was looked for, again if it is taken. */
  static TestRedis retrying(Supplier<TestRedis> starting) {
    for (int tries = 1; ; tries++) {
      try {
        return starting.get();
      } catch (IllegalStateException e) {
        if (tries == TRIES) {
          throw e; // it wasn't that another process took the port meanwhile
        }
      }
    }
  }

  /** Starts a new server of a binary on a given port. */
  public static TestRedis startOn(int port, Path binary, String... options) {
    int tlsPort = List.of(options).contains("--tls-cert-file") ? freePort() : 0;
    return startConfigured(
        port, tlsPort, binary, directory -> usual(port, tlsPort, directory, List.of(options)));
  }

  /**
   * Starts a new server with nothing but these arguments, given its directory.
   *
   * @param port where they make it listen
   * @param tlsPort where they make it listen for TLS, 0 for nowhere
   */
  static TestRedis startConfigured(
      int port, int tlsPort, Path binary, Function<Path, List<String>> arguments) {
    TestRedis redis = new TestRedis(binary, port, tlsPort, arguments);
    try {
      redis.start();
    } catch (RuntimeException e) {
      redis.close();
      throw e;
    }
    return redis;
  }

  private static List<String> usual(int port, int tlsPort, Path directory, List<String> options) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1"));
    arguments.addAll(List.of("--save", "", "--appendonly", "no"));
    arguments.addAll(List.of("--dir", directory.toString()));
    arguments.addAll(options);
    if (tlsPort != 0) {
      arguments.addAll(List.of("--tls-port", Integer.toString(tlsPort)));
    }
    return arguments;
  }

  /**
   * Starts the server, again on the same port and empty.
   *
   * @throws IllegalStateException when it ends at once
   */
  public void start() {
    List<String> command = new ArrayList<>(List.of(binary.toString()));
    command.addAll(arguments);
    try {
      process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Waiting.until(name + " on port " + port, () -> !process.isAlive() || answers());
    if (!process.isAlive()) {
      throw new IllegalStateException(name + " ended at once: " + String.join(" ", command));
    }
  }

  /** Ends the server in good order. */
  public void stop() {
    process.destroy();
    process.onExit().join();
  }

  /** Ends the server as a crash would. */
  public void kill() {
    if (process != null) {
      process.destroyForcibly();
      process.onExit().join();
    }
  }

  /** Whether its process is there. */
  public boolean isRunning() {
    return process != null && process.isAlive();
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

  /** What runs. */
  public Path binary() {
    return binary;
  }

  public int port() {
    return port;
  }

  /** Where others, clients and servers, are to connect: with TLS if it speaks that. */
  int dataPort() {
    return tlsPort == 0 ? port : tlsPort;
  }

  /** Whether {@link #dataPort()} wants TLS. */
  boolean isTls() {
    return tlsPort != 0;
  }

  /** The address as Redisson takes it. */
  public String uri() {
    return "redis://127.0.0.1:" + port;
  }

  /** Everything the server answers to the commands, one a line. */
  public String ask(String commands) {
    try (Socket socket = send(commands)) {
      socket.setSoTimeout(10_000);
      InputStream answers = new BufferedInputStream(socket.getInputStream());
      return Replies.read(answers, commands.split("\n").length);
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

  /** The strings in the answer to one command that gives a list of them. */
  public List<String> strings(String command) {
    return ask(command)
        .lines()
        .filter(line -> !line.startsWith("*") && !line.startsWith("$") && !line.startsWith("+"))
        .toList();
  }

  /** How often it did a command since it started, in scripts too. */
  public long calls(String command) {
    Pattern calls = Pattern.compile("cmdstat_" + Pattern.quote(command) + ":calls=(\\d+)");
    return calls
        .matcher(ask("INFO commandstats"))
        .results()
        .mapToLong(found -> Long.parseLong(found.group(1)))
        .sum();
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

  /** A port that nothing listens on at present, nor on that of a cluster's bus above it. */
  public static int freePort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
      if (isFree(port) && isFree(port + BUS)) {
        return port;
      }
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
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
