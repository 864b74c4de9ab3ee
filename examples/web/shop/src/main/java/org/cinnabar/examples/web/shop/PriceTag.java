package org.cinnabar.examples.web.shop;

/**
 * A product's price.
 *
 * @param product the product's number
 * @param name its name
 * @param priceCents what it costs, in cents
 * @param cheaper the share of the category's purchases that cost less, in per cent
 */
public record PriceTag(int product, String name, int priceCents, int cheaper) {}
