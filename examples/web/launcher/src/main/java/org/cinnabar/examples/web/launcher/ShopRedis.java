package org.cinnabar.examples.web.launcher;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import redis.embedded.RedisServer;

/**
 * A Redis that keeps nothing on disk, at one port, to be stopped and started at will. Thread-safe.
 */
final class ShopRedis implements Closeable {

  private final int port;
  private @Nullable RedisServer server;

  ShopRedis(int port) {
    this.port = port;
  }

  String url() {
    return "redis://127.0.0.1:" + port;
  }

  synchronized boolean isOn() {
    return server != null;
  }

  /** Starts the server, empty; does nothing if it runs. */
  synchronized void start() throws IOException {
    if (server == null) {
      RedisServer starting =
          RedisServer.newRedisServer().port(port).bind("127.0.0.1").setting("save \"\"").build();
      starting.start();
      server = starting;
    }
  }

  /** Stops the server and loses what it held; does nothing if it doesn't run. */
  synchronized void stop() throws IOException {
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
