package org.cinnabar.examples.web.shop;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Sends statements to the shop's database and counts them for the request. */
@ApplicationScoped
class Database {

  /** Turns the current row into something better. */
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  @Inject QueryCount queries;

  @SuppressWarnings("NullAway.Init") // by open()
  private HikariDataSource pool;

  @PostConstruct
  void open() {
    HikariConfig config = new HikariConfig();
    config.setDriverClassName("org.postgresql.Driver");
    config.setJdbcUrl(Settings.databaseUrl());
    config.setMaximumPoolSize(8);
    config.setPoolName("shop");
    pool = new HikariDataSource(config);
  }

  @PreDestroy
  void close() {
    pool.close();
  }

  /**
   * All rows that a statement answers with.
   *
   * @throws IllegalStateException if the database fails
   */
  <T> List<T> query(Sql sql, Row<T> row, Object... parameters) {
    queries.add(sql);
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql.text())) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      List<T> rows = new ArrayList<>();
      try (ResultSet results = statement.executeQuery()) {
        while (results.next()) {
          rows.add(row.read(results));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException("The database failed: " + e.getMessage(), e);
    }
  }
}
