package org.cinnabar.jcache.internal.store;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** A real server process on a free port. */
final class LocalRedis implements AutoCloseable {
  /** Every server binary of this machine, oldest first. */
  static final List<Path> BINARIES =
      List.of(
          Path.of("/usr/bin/redis-server"),
          Path.of("/tmp/servers/redis-server-8"),
          Path.of("/tmp/servers/valkey-server-9"));

  private final Path binary;
  private final List<String> options;
  private final Path directory;
  final int port;
  private Process process;

  private LocalRedis(Path binary, int port, List<String> options) throws IOException {
    this.binary = binary;
    this.port = port;
    this.options = options;
    this.directory = Files.createTempDirectory("cinnabar-redis");
    this.process = launch();
  }

  static LocalRedis start(String... options) throws IOException {
    return start(BINARIES.get(0), freePort(), options);
  }

  static LocalRedis start(Path binary, int port, String... options) throws IOException {
    return new LocalRedis(binary, port, List.of(options));
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  String uri() {
    return "redis://127.0.0.1:" + port;
  }

  /** The first bulk or line of the answer to a command in the inline form. */
  String ask(String command) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
      socket.setSoTimeout(2000);
      socket.getOutputStream().write((command + "\r\nQUIT\r\n").getBytes(StandardCharsets.UTF_8));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Fires a command whose answer nobody waits for. */
  Socket send(String command) throws IOException {
    Socket socket = new Socket("127.0.0.1", port);
    socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
    return socket;
  }

  long clients() throws IOException {
    return ask("CLIENT LIST").lines().filter(line -> line.contains("name=cinnabar")).count();
  }

  /** kill -9. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  void restart() throws IOException {
    process = launch();
  }

  private Process launch() throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                binary.toString(),
                "--port",
                "" + port,
                "--save",
                "",
                "--dir",
                "" + directory,
                "--bind",
                "127.0.0.1"));
    command.addAll(options);
    Process started =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(20))
        .ignoreExceptions()
        .until(() -> !ask("PING").isEmpty());
    return started;
  }

  @Override
  public void close() throws Exception {
    kill();
    Files.deleteIfExists(directory.resolve("nodes.conf"));
    Files.deleteIfExists(directory);
  }
}
