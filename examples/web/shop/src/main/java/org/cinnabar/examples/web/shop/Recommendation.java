package org.cinnabar.examples.web.shop;

/**
 * A product recommended, as the customer sees it.
 *
 * @param product the product's number
 * @param name its name
 * @param priceCents what it costs now, in cents
 * @param cheaper the share of the category's purchases that cost less, in per cent
 * @param figure what put it on its list
 */
public record Recommendation(int product, String name, int priceCents, int cheaper, double figure) {

  static Recommendation of(Pick pick, PriceList prices) {
    PriceTag tag = prices.of(pick.product());
    return new Recommendation(
        tag.product(), tag.name(), tag.priceCents(), tag.cheaper(), pick.figure());
  }
}
