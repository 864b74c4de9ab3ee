package org.cinnabar.examples.web.shop;

/**
 * What a customer likes.
 *
 * @param customer the customer's number
 * @param customerName the customer's name
 * @param category the number of the category that the customer buys most in
 * @param categoryName that category's name
 * @param purchases how many purchases the customer made there
 */
public record Taste(
    int customer, String customerName, int category, String categoryName, int purchases) {}
