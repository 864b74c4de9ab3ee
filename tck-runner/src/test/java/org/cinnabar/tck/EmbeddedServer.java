package org.cinnabar.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import redis.embedded.RedisServer;

/**
 * Starts an embedded Redis server for the run and names it in the system property {@code
 * cinnabar.redis}; does nothing when the property names a server already.
 */
public final class EmbeddedServer implements LauncherSessionListener {
  private static final String PROPERTY = "cinnabar.redis";

  private @Nullable RedisServer server;

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    String address = System.getProperty(PROPERTY);
    if (address != null && !address.isBlank()) {
      return;
    }
    try {
      int port = freePort();
      server =
          RedisServer.newRedisServer()
              .port(port)
              .bind("127.0.0.1")
              .setting("save \"\"")
              .setting("appendonly no")
              .build();
      server.start();
      System.setProperty(PROPERTY, "redis://127.0.0.1:" + port);
    } catch (IOException e) {
      throw new UncheckedIOException("The embedded Redis server did not start", e);
    }
  }

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    if (server == null) {
      return;
    }
    System.clearProperty(PROPERTY);
    try {
      server.stop();
    } catch (IOException e) {
      throw new UncheckedIOException("The embedded Redis server did not stop", e);
    }
    server = null;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
