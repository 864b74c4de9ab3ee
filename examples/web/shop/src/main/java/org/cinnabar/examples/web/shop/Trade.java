package org.cinnabar.examples.web.shop;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.NotFoundException;
import java.util.List;

/** What changes the shop's data, and with them what is cached of them. */
@ApplicationScoped
class Trade {

  private static final Sql CHANGE_PRICE = Sql.read("change-price");
  private static final Sql BUY = Sql.read("buy");

  @Inject Database database;
  @Inject SqlShop shop;
  @Inject Prices prices;
  @Inject Evictions evictions;

  /**
   * Changes a product's price, to be seen in every list from now on.
   *
   * @return the product's tag with the new price
   * @throws NotFoundException if there is no such product
   */
  PriceTag changePrice(int product, int cents) {
    int category = category(database.query(CHANGE_PRICE, row -> row.getInt(1), cents, product));
    PriceList changed = shop.prices(category);
    prices.publish(category, changed);
    return changed.of(product);
  }

  /**
   * Lets a customer buy a product: it is no longer recommended because others bought it.
   *
   * @throws NotFoundException if there is no such customer or product
   */
  void buy(int customer, int product) {
    int category = category(database.query(BUY, row -> row.getInt(1), customer, product));
    evictions.forgetTaste(customer);
    evictions.forgetAlsoBought(customer, category);
  }

  private static int category(List<Integer> changed) {
    return changed.stream()
        .findFirst()
        .orElseThrow(() -> new NotFoundException("There is no such customer or product"));
  }
}
