package org.cinnabar.jcache.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * A real server process on a free local port, without persistence. It ends with the JVM at the
 * latest.
 */
public final class TestRedis implements AutoCloseable {
  private static final Pattern VERSION = Pattern.compile("(Redis|Valkey) server v=(\\S+)");

  private final Path binary;
  private final int port;
  private final String name;
  private final List<String> options;
  private Process process;

  private TestRedis(Path binary, int port, List<String> options) {
    this.binary = binary;
    this.port = port;
    this.options = options;
    this.name = version(binary);
    Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
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

  /** Starts the server, again on the same port and empty. */
  public void start() {
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(binary.toString(), "--port", Integer.toString(port), "--bind", "127.0.0.1"));
    command.addAll(List.of("--save", "", "--appendonly", "no"));
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
  }

  public int port() {
    return port;
  }

  /** The address as Redisson takes it. */
  public String uri() {
    return "redis://127.0.0.1:" + port;
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

  /**
   * Sends one command as redis-cli would, on a connection of its own; returns the raw reply, up to
   * some 100 kB.
   */
  public String send(String command) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(encode(command.split(" ")));
      byte[] reply = new byte[100_000];
      int length = socket.getInputStream().read(reply);
      return new String(reply, 0, Math.max(0, length), StandardCharsets.UTF_8);
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
      String reply = send("PING");
      return reply.startsWith("+PONG") || reply.startsWith("-NOAUTH");
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
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
