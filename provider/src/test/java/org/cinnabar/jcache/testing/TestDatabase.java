package org.cinnabar.jcache.testing;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.h2.tools.Server;

/**
 * A real database in server mode, which other processes reach over TCP: H2 with its files in a
 * directory. It has the rows of a cache, and the history of what was written there.
 */
public final class TestDatabase implements AutoCloseable {
  private final Server server;
  private final String url;

  /** Starts the database. */
  public TestDatabase(Path directory) throws SQLException {
    server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
    url =
        "jdbc:h2:tcp://127.0.0.1:%d/%s".formatted(server.getPort(), directory.resolve("database"));
    execute("CREATE TABLE entries (k VARCHAR PRIMARY KEY, v INT)");
    execute("CREATE TABLE history (id IDENTITY PRIMARY KEY, k VARCHAR, v INT)");
  }

  /** Where processes find it. */
  public String url() {
    return url;
  }

  /** What the database has now. */
  public Map<String, Integer> rows() throws SQLException {
    Map<String, Integer> rows = new HashMap<>();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("SELECT k, v FROM entries")) {
      while (found.next()) {
        rows.put(found.getString(1), found.getInt(2));
      }
    }
    return rows;
  }

  /** What was written for each key, in this order; null for a deletion. */
  public Map<String, List<Integer>> history() throws SQLException {
    Map<String, List<Integer>> history = new HashMap<>();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("SELECT k, v FROM history ORDER BY id")) {
      while (found.next()) {
        history
            .computeIfAbsent(found.getString(1), key -> new ArrayList<>())
            .add((Integer) found.getObject(2));
      }
    }
    return history;
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() {
    server.stop();
  }
}
