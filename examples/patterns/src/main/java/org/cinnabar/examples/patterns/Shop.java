package org.cinnabar.examples.patterns;

import static java.util.stream.Collectors.toMap;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The shop's database, of an H2 in this JVM, which counts what it is asked. Thread-safe. */
final class Shop implements AutoCloseable {

  private static final String URL =
      "jdbc:h2:mem:;INIT=RUNSCRIPT FROM 'classpath:org/cinnabar/examples/patterns/shop.sql'";
  private static final String PRODUCT = "SELECT id, name, category, price FROM product ";

  private final Connection connection;
  private int queries;
  private int updates;

  private Shop(Connection connection) {
    this.connection = connection;
  }

  /** A shop of a thousand products, gone when it is closed. */
  static Shop open() throws SQLException {
    return new Shop(DriverManager.getConnection(URL));
  }

  @Nullable Product product(int id) {
    List<Product> found = query(Shop::readProduct, PRODUCT + "WHERE id = ?", id);
    return found.isEmpty() ? null : found.get(0);
  }

  /** Those of the products that exist, by number; one query for all. */
  Map<Integer, Product> products(Collection<Integer> ids) {
    return query(Shop::readProduct, PRODUCT + "WHERE id = ANY (?)", (Object) ids.toArray()).stream()
        .collect(toMap(Product::id, product -> product));
  }

  /** The numbers of all products behind a number, in order. */
  List<Integer> idsAfter(int id) {
    return query(row -> row.getInt(1), "SELECT id FROM product WHERE id > ? ORDER BY id", id);
  }

  List<Product> category(String name) {
    return query(Shop::readProduct, PRODUCT + "WHERE category = ? ORDER BY id", name);
  }

  void store(Product product) {
    update(
        "UPDATE product SET name = ?, category = ?, price = ? WHERE id = ?",
        product.name(),
        product.category(),
        product.price(),
        product.id());
  }

  /** All of them, or none when the database refuses one; one statement for all. */
  void storeAll(List<Product> products) {
    update(
        "MERGE INTO product USING UNNEST(CAST(? AS INTEGER ARRAY), CAST(? AS VARCHAR ARRAY), "
            + "CAST(? AS VARCHAR ARRAY), CAST(? AS NUMERIC(8, 2) ARRAY)) "
            + "AS changed(id, name, category, price) ON product.id = changed.id "
            + "WHEN MATCHED THEN UPDATE SET product.name = changed.name, "
            + "product.category = changed.category, product.price = changed.price",
        products.stream().map(Product::id).toArray(),
        products.stream().map(Product::name).toArray(),
        products.stream().map(Product::category).toArray(),
        products.stream().map(Product::price).toArray());
  }

  /** Puts a new product on sale. */
  void add(Product product) {
    update(
        "INSERT INTO product VALUES (?, ?, ?, ?, 0)",
        product.id(),
        product.name(),
        product.category(),
        product.price());
  }

  /** Makes room for longer names. */
  void widenNames() {
    update("ALTER TABLE product ALTER COLUMN name VARCHAR(100)");
  }

  void delete(int id) {
    update("DELETE FROM product WHERE id = ?", id);
  }

  /** How many pieces of a product are left. */
  int stock(int id) {
    return query(row -> row.getInt(1), "SELECT stock FROM product WHERE id = ?", id).get(0);
  }

  void sell(int id, int pieces) {
    update("UPDATE product SET stock = stock - ? WHERE id = ?", pieces, id);
  }

  Set<String> permissions(int customer) {
    return new TreeSet<>(
        query(row -> row.getString(1), "SELECT name FROM permission WHERE customer = ?", customer));
  }

  void grant(int customer, String permission) {
    update("INSERT INTO permission VALUES (?, ?)", customer, permission);
  }

  synchronized int queries() {
    return queries;
  }

  synchronized int updates() {
    return updates;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  /** Turns the current row into something better. */
  private interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  private static Product readProduct(ResultSet row) throws SQLException {
    return new Product(row.getInt(1), row.getString(2), row.getString(3), row.getBigDecimal(4));
  }

  private synchronized <T> List<T> query(Row<T> row, String sql, Object... parameters) {
    queries++;
    try (PreparedStatement statement = prepare(sql, parameters);
        ResultSet results = statement.executeQuery()) {
      List<T> rows = new ArrayList<>();
      while (results.next()) {
        rows.add(row.read(results));
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException("The database failed: " + e.getMessage(), e);
    }
  }

  private synchronized void update(String sql, Object... parameters) {
    updates++;
    try (PreparedStatement statement = prepare(sql, parameters)) {
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("The database refused: " + e.getMessage(), e);
    }
  }

  private PreparedStatement prepare(String sql, Object... parameters) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }
}
