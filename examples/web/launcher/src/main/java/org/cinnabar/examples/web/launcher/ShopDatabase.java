package org.cinnabar.examples.web.launcher;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A PostgreSQL with the shop's data, gone with the program. */
final class ShopDatabase implements Closeable {

  private final EmbeddedPostgres server;

  private ShopDatabase(EmbeddedPostgres server) {
    this.server = server;
  }

  /** Starts the server, empty. Nothing in it has to outlive a crash. */
  static ShopDatabase start() throws IOException {
    return new ShopDatabase(
        EmbeddedPostgres.builder()
            .setServerConfig("fsync", "off")
            .setServerConfig("shared_buffers", "256MB")
            .setServerConfig("maintenance_work_mem", "256MB")
            .setServerConfig("work_mem", "32MB")
            .setServerConfig("max_wal_size", "4GB")
            .start());
  }

  /** Makes the shop: a million purchases, the same every time. */
  void fill() throws IOException, SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : script().split(";\n", -1)) {
        statement.execute(sql);
      }
    }
  }

  String url() {
    return server.getJdbcUrl("postgres", "postgres");
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private static String script() throws IOException {
    try (InputStream file = ShopDatabase.class.getResourceAsStream("shop.sql")) {
      if (file == null) {
        throw new IOException("There is no shop.sql");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
