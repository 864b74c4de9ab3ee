package org.cinnabar.benchmarks.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.cinnabar.jcache.testing.TestJvm;
import org.cinnabar.jcache.testing.TestRedis;

/** A peer's server in a JVM of its own, on a free local port. It ends with this JVM. */
final class ServerProcess implements AutoCloseable {
  private final Process process;
  private final int port;

  private ServerProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts the class's main method and waits until it is ready. */
  static ServerProcess start(Class<?> main, List<String> options) {
    int port = TestRedis.freePort();
    try {
      Process process = TestJvm.start(options, main, Integer.toString(port));
      BufferedReader output =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      for (String line = output.readLine(); !Ready.LINE.equals(line); line = output.readLine()) {
        if (line == null) {
          throw new IllegalStateException(main.getSimpleName() + " ended before it was ready");
        }
      }
      Thread draining = new Thread(() -> output.lines().forEach(line -> {}), "server-output");
      draining.setDaemon(true);
      draining.start();
      return new ServerProcess(process, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
