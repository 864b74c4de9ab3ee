package org.cinnabar.containers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import redis.embedded.RedisServer;

/**
 * The Redis server of a run: started when first asked for, outside the container, and stopped with
 * the JVM.
 */
final class Redis {
  private static final int PORT = start();

  private Redis() {}

  /** Its address as Cinnabar's settings write it. */
  static String address() {
    return "redis://127.0.0.1:" + PORT;
  }

  /** The open connections, one line each, the one that asks included. */
  static List<String> connections() {
    return ask("CLIENT LIST").lines().filter(line -> !line.isBlank()).toList();
  }

  /** The names of all keys, with spaces between. */
  static String keys() {
    return ask("EVAL \"return table.concat(redis.call('KEYS', '*'), ' ')\" 0");
  }

  /** Sends a command whose reply is a bulk string. */
  private static String ask(String command) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), PORT);
        DataInputStream in = new DataInputStream(socket.getInputStream())) {
      socket.getOutputStream().write((command + "\r\n").getBytes(UTF_8));
      byte[] reply = new byte[length(in)];
      in.readFully(reply);
      return new String(reply, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a bulk reply's head: a dollar sign and the number of bytes that follow. */
  private static int length(DataInputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      head.append((char) c);
    }
    return Integer.parseInt(head.substring(1).trim());
  }

  private static int start() {
    try {
      int port;
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        port = socket.getLocalPort();
      }
      RedisServer server =
          RedisServer.newRedisServer()
              .port(port)
              .bind("127.0.0.1")
              .setting("save \"\"")
              .setting("appendonly no")
              .build();
      server.start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop-redis"));
      return port;
    } catch (IOException e) {
      throw new UncheckedIOException("The embedded Redis server did not start", e);
    }
  }

  private static void stop(RedisServer server) {
    try {
      server.stop();
    } catch (IOException e) {
      throw new UncheckedIOException("The embedded Redis server did not stop", e);
    }
  }
}
