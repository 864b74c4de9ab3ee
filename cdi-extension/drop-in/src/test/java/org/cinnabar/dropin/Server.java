package org.cinnabar.dropin;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import redis.embedded.core.ExecutableProvider;

/** A real Redis process of the embedded binary on a free local port. */
final class Server implements AutoCloseable {
  private static Path binary;

  private final int port;
  private final Path directory;
  private final Process process;

  private Server(int port, Path directory, Process process) {
    this.port = port;
    this.directory = directory;
    this.process = process;
  }

  /** Starts a server with further options, each one argument. */
  static Server start(String... options) throws IOException {
    int port = freePort();
    List<String> all = new ArrayList<>(List.of("--port", Integer.toString(port)));
    all.addAll(List.of("--bind", "127.0.0.1", "--save", "", "--appendonly", "no"));
    all.addAll(List.of(options));
    return start(port, all);
  }

  /** Starts a Sentinel that watches the server under the name "main". */
  static Server sentinelOf(Server server) throws IOException {
    int port = freePort();
    Path file = Files.createTempDirectory("cinnabar-sentinel").resolve("sentinel.conf");
    Files.writeString(
        file,
        """
        port %d
        bind 127.0.0.1
        sentinel monitor main 127.0.0.1 %d 1
        """
            .formatted(port, server.port));
    return start(port, List.of(file.toString(), "--sentinel"));
  }

  private static Server start(int port, List<String> arguments) throws IOException {
    Path directory = Files.createTempDirectory("cinnabar-server");
    List<String> command = new ArrayList<>(List.of(binary().toString()));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Server server = new Server(port, directory, process);
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    Awaitility.await("the server")
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> !process.isAlive() || server.answers());
    if (!process.isAlive()) {
      throw new IOException("The server ended at once, " + process.exitValue());
    }
    return server;
  }

  int port() {
    return port;
  }

  String uri() {
    return "redis://127.0.0.1:" + port;
  }

  /** What the server answers to one command. */
  String ask(String... words) throws IOException {
    StringBuilder request = new StringBuilder();
    for (String[] command : new String[][] {words, {"QUIT"}}) {
      request.append('*').append(command.length).append("\r\n");
      for (String word : command) {
        request.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
      }
    }
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private boolean answers() {
    try {
      return !ask("PING").isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    process.onExit().join();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  static int freePort() throws IOException {
    // A cluster's bus listens on the port plus 10,000.
    for (int port = 20_000 + (int) (System.nanoTime() % 20_000); ; port++) {
      try (ServerSocket client = new ServerSocket(port);
          ServerSocket bus = new ServerSocket(port + 10_000)) {
        return client.getLocalPort();
      } catch (IOException e) {
        if (port > 50_000) {
          throw e;
        }
      }
    }
  }

  private static synchronized Path binary() throws IOException {
    if (binary == null) {
      binary = ExecutableProvider.newJarResourceProvider().get().toPath();
    }
    return binary;
  }
}
