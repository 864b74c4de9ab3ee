package org.cinnabar.jcache.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;

/** Writes into a {@link TestDatabase}, each call in a transaction. */
public class DatabaseWriter implements CacheWriter<String, Integer>, AutoCloseable {
  private final Connection connection;

  public DatabaseWriter(String url) {
    try {
      connection = DriverManager.getConnection(url);
      connection.setAutoCommit(false);
    } catch (SQLException e) {
      throw new CacheWriterException("no database", e);
    }
  }

  @Override
  public void write(Cache.Entry<? extends String, ? extends Integer> entry) {
    transaction(
        () -> {
          run("MERGE INTO entries KEY (k) VALUES (?, ?)", entry.getKey(), entry.getValue());
          run("INSERT INTO history (k, v) VALUES (?, ?)", entry.getKey(), entry.getValue());
        });
  }

  @Override
  public void writeAll(Collection<Cache.Entry<? extends String, ? extends Integer>> entries) {
    transaction(
        () -> {
          batch("MERGE INTO entries KEY (k) VALUES (?, ?)", entries);
          batch("INSERT INTO history (k, v) VALUES (?, ?)", entries);
        });
    entries.clear();
  }

  @Override
  public void delete(Object key) {
    transaction(
        () -> {
          run("DELETE FROM entries WHERE k = ?", key);
          run("INSERT INTO history (k) VALUES (?)", key);
        });
  }

  @Override
  public void deleteAll(Collection<?> keys) {
    List.copyOf(keys).forEach(this::delete);
    keys.clear();
  }

  /** Runs between the statements of a call and its commit. */
  protected void beforeCommit() {}

  /** Runs after a call's commit. */
  protected void afterCommit() {}

  private interface Work {
    void run() throws SQLException;
  }

  private synchronized void transaction(Work work) {
    try {
      work.run();
      beforeCommit();
      connection.commit();
    } catch (SQLException e) {
      throw new CacheWriterException("the database refused", e);
    }
    afterCommit();
  }

  private void batch(
      String sql, Collection<Cache.Entry<? extends String, ? extends Integer>> entries)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (Cache.Entry<? extends String, ? extends Integer> entry : entries) {
        statement.setString(1, entry.getKey());
        statement.setInt(2, entry.getValue());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private void run(String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      statement.executeUpdate();
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
