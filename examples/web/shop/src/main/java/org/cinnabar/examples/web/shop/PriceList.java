package org.cinnabar.examples.web.shop;

import java.util.List;

/**
 * The products of one category with their prices.
 *
 * @param category the category's number
 * @param tags one for each product, by product number
 */
public record PriceList(int category, List<PriceTag> tags) {

  /**
   * The tag of a product.
   *
   * @throws IllegalArgumentException if the product is none of this category
   */
  PriceTag of(int product) {
    return tags.stream()
        .filter(tag -> tag.product() == product)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Category " + category + " has no product " + product));
  }
}
