package org.cinnabar.examples.web.launcher;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * Lets the shop's page stop and start Redis: {@code GET /} says {@code on} or {@code off}, {@code
 * POST /stop} and {@code POST /start} change it.
 */
final class RedisSwitch implements Closeable {

  private final ShopRedis redis;
  private final HttpServer server;

  private RedisSwitch(ShopRedis redis, HttpServer server) {
    this.redis = redis;
    this.server = server;
  }

  static RedisSwitch start(ShopRedis redis) throws IOException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    RedisSwitch started = new RedisSwitch(redis, HttpServer.create(anyPort, 0));
    started.server.createContext("/", started::answer);
    started.server.start();
    return started;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      switch (exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath()) {
        case "GET /" -> {}
        case "POST /stop" -> redis.stop();
        case "POST /start" -> redis.start();
        default -> {
          send(exchange, 404, "GET /, POST /stop or POST /start");
          return;
        }
      }
      send(exchange, 200, redis.isOn() ? "on" : "off");
    }
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
