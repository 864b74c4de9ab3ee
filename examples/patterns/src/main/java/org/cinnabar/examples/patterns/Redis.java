package org.cinnabar.examples.patterns;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import redis.embedded.RedisServer;

/** A Redis of the program's own, on a free port, that keeps nothing on disk. */
final class Redis implements AutoCloseable {

  private final int port;
  private @Nullable RedisServer server;

  private Redis(int port) {
    this.port = port;
  }

  static Redis open() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new Redis(socket.getLocalPort());
    }
  }

  URI uri() {
    return URI.create("redis://127.0.0.1:" + port);
  }

  /** Starts it, empty. */
  void start() throws IOException {
    server = RedisServer.newRedisServer().port(port).bind("127.0.0.1").setting("save \"\"").build();
    server.start();
  }

  /** Stops it; does nothing if it doesn't run. */
  void stop() throws IOException {
    if (server != null) {
      server.stop();
      server = null;
    }
  }

  /** Sends it a command, as redis-cli does. */
  void send(String command) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write((command + "\r\n").getBytes(UTF_8));
      if (socket.getInputStream().read() == '-') {
        throw new IllegalStateException("Redis refused: " + command);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    stop();
  }
}
