package org.cinnabar.cdi.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import redis.embedded.RedisServer;

/** A Redis server process that tests can stop. */
public final class Redis implements AutoCloseable {
  private final int port;
  private RedisServer server;

  /** A server that isn't started yet, on a port that is free now. */
  public Redis() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
  }

  /** Starts it. */
  public Redis start() throws IOException {
    server =
        RedisServer.newRedisServer()
            .port(port)
            .bind("127.0.0.1")
            .setting("save \"\"")
            .setting("appendonly no")
            .build();
    server.start();
    return this;
  }

  /** Its address. */
  public String uri() {
    return "redis://127.0.0.1:" + port;
  }

  @Override
  public void close() throws IOException {
    if (server != null) {
      server.stop();
      server = null;
    }
  }
}
