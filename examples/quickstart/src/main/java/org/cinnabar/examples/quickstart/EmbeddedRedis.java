package org.cinnabar.examples.quickstart;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import redis.embedded.RedisServer;

/** A Redis of the program's own, on a free port, that keeps nothing on disk. */
final class EmbeddedRedis implements AutoCloseable {

  private final RedisServer server;
  private final RedisAddress address;

  private EmbeddedRedis(RedisServer server, RedisAddress address) {
    this.server = server;
    this.address = address;
  }

  static EmbeddedRedis start() throws IOException {
    int port = freePort();
    RedisServer server =
        RedisServer.newRedisServer().port(port).bind("127.0.0.1").setting("save \"\"").build();
    server.start();
    return new EmbeddedRedis(server, RedisAddress.of("redis://127.0.0.1:" + port));
  }

  RedisAddress address() {
    return address;
  }

  @Override
  public void close() throws IOException {
    server.stop();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
