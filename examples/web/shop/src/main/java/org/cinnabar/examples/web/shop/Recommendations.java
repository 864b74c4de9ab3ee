package org.cinnabar.examples.web.shop;

import java.util.List;

/**
 * What one customer is recommended, all of it from the category that the customer likes best.
 *
 * @param taste the customer and the category
 * @param alsoBought what those bought who bought the same; the figure counts them
 * @param bestSellers what sold most in the last quarter; the figure counts units
 * @param trending what sells better than before; the figure is the growth in per cent
 * @param bestRated what buyers like best; the figure is the rating, from 1 to 5
 */
public record Recommendations(
    Taste taste,
    List<Recommendation> alsoBought,
    List<Recommendation> bestSellers,
    List<Recommendation> trending,
    List<Recommendation> bestRated) {

  /** Asks a shop the six questions. */
  static Recommendations of(int customer, Shop shop) {
    Taste taste = shop.taste(customer);
    int category = taste.category();
    PriceList prices = shop.prices(category);
    return new Recommendations(
        taste,
        priced(shop.alsoBought(customer, category), prices),
        priced(shop.bestSellers(category), prices),
        priced(shop.trending(category), prices),
        priced(shop.bestRated(category), prices));
  }

  private static List<Recommendation> priced(List<Pick> picks, PriceList prices) {
    return picks.stream().map(pick -> Recommendation.of(pick, prices)).toList();
  }
}
