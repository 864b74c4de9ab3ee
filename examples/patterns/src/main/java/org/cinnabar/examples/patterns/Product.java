package org.cinnabar.examples.patterns;

import java.math.BigDecimal;

/**
 * What the shop sells.
 *
 * @param id its number
 * @param name what it is called
 * @param category what it is listed under
 * @param price in euros
 */
record Product(int id, String name, String category, BigDecimal price) {

  /** The same at another price. */
  Product at(String newPrice) {
    return new Product(id, name, category, new BigDecimal(newPrice));
  }

  /** The same under another name. */
  Product named(String newName) {
    return new Product(id, newName, category, price);
  }

  @Override
  public String toString() {
    return name + " at " + price;
  }
}
