package org.cinnabar.examples.web.shop;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.NotFoundException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.util.List;

/** Asks the database every time, one query a question. */
@ApplicationScoped
class SqlShop implements Shop {

  /** The day after the last purchase: the shop's data end here. */
  private static final Timestamp TODAY = Timestamp.valueOf(LocalDateTime.of(2026, 1, 1, 0, 0));

  private static final Sql TASTE = Sql.read(Caches.TASTES);
  private static final Sql ALSO_BOUGHT = Sql.read(Caches.ALSO_BOUGHT);
  private static final Sql BEST_SELLERS = Sql.read(Caches.BEST_SELLERS);
  private static final Sql TRENDING = Sql.read(Caches.TRENDING);
  private static final Sql BEST_RATED = Sql.read(Caches.BEST_RATED);
  private static final Sql PRICE_LIST = Sql.read(Caches.PRICE_LISTS);

  @Inject Database database;

  @Override
  public Taste taste(int customer) {
    return database.query(TASTE, SqlShop::toTaste, customer).stream()
        .findFirst()
        .orElseThrow(() -> new NotFoundException("There is no customer " + customer));
  }

  @Override
  public List<Pick> alsoBought(int customer, int category) {
    return database.query(ALSO_BOUGHT, SqlShop::toPick, customer, customer, customer, category);
  }

  @Override
  public List<Pick> bestSellers(int category) {
    return database.query(BEST_SELLERS, SqlShop::toPick, category, TODAY);
  }

  @Override
  public List<Pick> trending(int category) {
    return database.query(TRENDING, SqlShop::toPick, TODAY, category);
  }

  @Override
  public List<Pick> bestRated(int category) {
    return database.query(BEST_RATED, SqlShop::toPick, category);
  }

  @Override
  public PriceList prices(int category) {
    return new PriceList(
        category, database.query(PRICE_LIST, SqlShop::toPriceTag, category, category));
  }

  private static Taste toTaste(ResultSet row) throws SQLException {
    return new Taste(
        row.getInt("customer"),
        row.getString("customer_name"),
        row.getInt("category"),
        row.getString("category_name"),
        row.getInt("purchases"));
  }

  private static Pick toPick(ResultSet row) throws SQLException {
    return new Pick(row.getInt("product"), row.getDouble("figure"));
  }

  private static PriceTag toPriceTag(ResultSet row) throws SQLException {
    return new PriceTag(
        row.getInt("product"),
        row.getString("name"),
        row.getInt("price_cents"),
        row.getInt("cheaper"));
  }
}
