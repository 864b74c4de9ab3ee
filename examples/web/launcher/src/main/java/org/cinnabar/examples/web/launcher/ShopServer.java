package org.cinnabar.examples.web.launcher;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.wildfly.core.launcher.StandaloneCommandBuilder;

/** A WildFly with the shop deployed, in a process and a directory of its own. */
final class ShopServer implements Closeable {

  private static final String STARTED = "WFLYSRV0025";
  private static final String STARTED_WITH_ERRORS = "WFLYSRV0026";
  private static final int STOP_SECONDS = 20;

  private final int port;
  private final Path base;
  private final Process process;

  private ShopServer(int port, Path base, Process process) {
    this.port = port;
    this.base = base;
    this.process = process;
  }

  /**
   * Starts the server and waits for it.
   *
   * @param home where WildFly is unpacked
   * @param war the application
   * @param port where it listens, on this machine only
   * @param settings system properties for the application
   * @throws IOException if it doesn't start or the application can't be deployed
   */
  static ShopServer start(Path home, Path war, int port, Map<String, String> settings)
      throws IOException {
    Path base = Files.createTempDirectory("shop");
    copy(home.resolve("standalone/configuration"), base.resolve("configuration"));
    Files.createDirectory(base.resolve("deployments"));
    Files.copy(war, base.resolve("deployments/shop.war"));
    StandaloneCommandBuilder command =
        StandaloneCommandBuilder.of(home)
            .setBaseDirectory(base)
            .setServerConfiguration("standalone-microprofile.xml")
            .setJavaOptions("-Xms512m", "-Xmx512m", "-Djava.net.preferIPv4Stack=true")
            .addServerArgument("-Djboss.http.port=" + port)
            .addServerArgument("-Djboss.https.port=" + Ports.free())
            .addServerArgument("-Djboss.management.http.port=" + Ports.free());
    settings.forEach((name, value) -> command.addServerArgument("-D" + name + "=" + value));
    Process process = new ProcessBuilder(command.build()).redirectErrorStream(true).start();
    ShopServer server = new ShopServer(port, base, process);
    Runtime.getRuntime().addShutdownHook(new Thread(server::closeAtExit));
    server.awaitStart();
    return server;
  }

  String url() {
    return "http://127.0.0.1:" + port + "/shop/";
  }

  /** Where the server writes its log. */
  Path log() {
    return base.resolve("log/server.log");
  }

  @Override
  public synchronized void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    delete(base);
  }

  private void awaitStart() throws IOException {
    BufferedReader console = process.inputReader(StandardCharsets.UTF_8);
    StringBuilder said = new StringBuilder();
    for (String line = console.readLine(); line != null; line = console.readLine()) {
      said.append(line).append(System.lineSeparator());
      if (line.contains(STARTED)) {
        Thread reader = new Thread(() -> skip(console), "wildfly-console");
        reader.setDaemon(true);
        reader.start();
        return;
      }
      if (line.contains(STARTED_WITH_ERRORS)) {
        break;
      }
    }
    close();
    throw new IOException("WildFly did not start:" + System.lineSeparator() + said);
  }

  /** Reads on, so that the server never waits for a reader. It has its log besides. */
  private static void skip(BufferedReader console) {
    try {
      console.transferTo(Writer.nullWriter());
    } catch (IOException e) {
      // The server has ended.
    }
  }

  private void closeAtExit() {
    try {
      close();
    } catch (IOException e) {
      System.err.println("Left behind in " + base + ": " + e.getMessage());
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
