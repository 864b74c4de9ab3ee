package org.cinnabar.examples.quickstart;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/**
 * The address of one Redis or Valkey server.
 *
 * @param uri {@code redis://[user:password@]host[:port][/database]}, {@code rediss://} for TLS
 */
record RedisAddress(URI uri) {

  private static final int PATIENCE_MILLIS = 500;
  private static final int DEFAULT_PORT = 6379;

  RedisAddress {
    if (uri.getHost() == null) {
      throw new IllegalArgumentException(
          "The quickstart wants the address of one server, such as redis://127.0.0.1:6379.");
    }
  }

  /** Where Cinnabar itself looks: the system property, the environment, then this machine. */
  static RedisAddress configured() {
    String environment = System.getenv().getOrDefault("CINNABAR_REDIS", "redis://127.0.0.1:6379");
    return of(System.getProperty("cinnabar.redis", environment));
  }

  static RedisAddress of(String uri) {
    return new RedisAddress(URI.create(uri));
  }

  /** Whether something accepts connections there. */
  boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(uri.getHost(), port()), PATIENCE_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Scheme, host and port: nothing secret. */
  @Override
  public String toString() {
    return uri.getScheme() + "://" + uri.getHost() + ":" + port();
  }

  int database() {
    String path = uri.getPath();
    return path.length() < 2 ? 0 : Integer.parseInt(path.substring(1));
  }

  private int port() {
    return uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
  }
}
