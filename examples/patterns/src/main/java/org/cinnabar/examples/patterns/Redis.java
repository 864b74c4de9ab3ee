package org.cinnabar.examples.patterns;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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

  @Override
  public void close() throws IOException {
    stop();
  }
}
