package org.cinnabar.examples.web.shop;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.NotFoundException;
import java.util.Optional;

/** What changes the shop's data, and with them what is cached of them. */
@ApplicationScoped
class Trade {

  private static final Sql CHANGE_PRICE = Sql.read("change-price");
  private static final Sql BUY = Sql.read("buy");

  @Inject Database database;
  @Inject SqlShop shop;
  @Inject Prices published;
  @Inject Evictions evictions;

  /**
   * Changes a product's price, to be seen in every list from now on.
   *
   * @return the product's tag with the new price
   * @throws NotFoundException if there is no such product
   */
  PriceTag changePrice(int product, int cents) {
    int category =
        changed(CHANGE_PRICE, cents, product)
            .orElseThrow(() -> new NotFoundException("There is no product " + product));
    PriceList prices = shop.prices(category);
    published.publish(category, prices);
    return prices.of(product);
  }

  /**
   * Lets a customer buy a product: it is no longer recommended because others bought it.
   *
   * @throws NotFoundException if there is no such customer or product
   */
  void buy(int customer, int product) {
    int category =
        changed(BUY, customer, product)
            .orElseThrow(
                () ->
                    new NotFoundException(
                        "There is no customer " + customer + ", or no product " + product));
    evictions.forgetTaste(customer);
    evictions.forgetAlsoBought(customer, category);
  }

  /** The category in which a statement changed something. */
  private Optional<Integer> changed(Sql sql, int first, int second) {
    return database.query(sql, row -> row.getInt(1), first, second).stream().findFirst();
  }
}
