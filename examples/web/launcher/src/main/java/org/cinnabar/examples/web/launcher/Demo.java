package org.cinnabar.examples.web.launcher;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Database, Redis, and the server with the shop in it. Each of them also ends with the program,
 * however it ends short of being killed.
 */
final class Demo implements Closeable {

  private final Deque<Closeable> parts = new ArrayDeque<>();
  private final ShopServer server;

  private Demo(int port) throws IOException {
    Path home = directory("wildfly.home");
    Path war = directory("shop.war");
    try {
      ShopDatabase database = opened(ShopDatabase.start());
      CompletableFuture<Void> filled = CompletableFuture.runAsync(() -> fill(database));
      ShopRedis redis = opened(new ShopRedis(Ports.free()));
      redis.start();
      RedisSwitch redisSwitch = opened(RedisSwitch.start(redis));
      Map<String, String> settings =
          Map.of(
              "cinnabar.redis", redis.url(),
              "shop.database", database.url(),
              "shop.redis-switch", redisSwitch.url());
      server = opened(ShopServer.start(home, war, port, settings));
      filled.join();
    } catch (IOException | RuntimeException e) {
      closeAfter(e);
      throw e;
    }
  }

  /**
   * Starts everything and returns when the shop is open.
   *
   * @param port where the shop shall be, on this machine only
   * @throws IOException if a part of it doesn't start; none of it runs then
   */
  static Demo start(int port) throws IOException {
    return new Demo(port);
  }

  /** The address of the shop's page. */
  String url() {
    return server.url();
  }

  /** Where the server writes its log. */
  Path log() {
    return server.log();
  }

  @Override
  public void close() throws IOException {
    while (!parts.isEmpty()) {
      parts.pop().close();
    }
  }

  private <T extends Closeable> T opened(T part) {
    parts.push(part);
    return part;
  }

  private void closeAfter(Exception failure) {
    try {
      close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private static void fill(ShopDatabase database) {
    try {
      database.fill();
    } catch (IOException | SQLException e) {
      throw new CompletionException("The shop's data could not be made: " + e.getMessage(), e);
    }
  }

  private static Path directory(String property) {
    Path path = Path.of(System.getProperty(property, "(not set)"));
    if (!Files.exists(path)) {
      throw new IllegalArgumentException("The system property " + property + " names " + path);
    }
    return path;
  }
}
