package org.cinnabar.examples.web.shop;

/**
 * A product on one of the lists.
 *
 * @param product the product's number
 * @param figure what put it there: buyers, units, per cent or rating points, as the list has it
 */
public record Pick(int product, double figure) {}
