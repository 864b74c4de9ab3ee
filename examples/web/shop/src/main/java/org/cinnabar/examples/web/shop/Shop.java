package org.cinnabar.examples.web.shop;

import java.util.List;

/** The six questions that recommendations are made of. */
interface Shop {

  /**
   * Which category a customer buys most in.
   *
   * @throws jakarta.ws.rs.NotFoundException if there is no such customer
   */
  Taste taste(int customer);

  /** What those bought in a category who lately bought the same as a customer. */
  List<Pick> alsoBought(int customer, int category);

  /** What sold most in a category in the last quarter. */
  List<Pick> bestSellers(int category);

  /** What sells better in a category than it used to. */
  List<Pick> trending(int category);

  /** What buyers like best in a category. */
  List<Pick> bestRated(int category);

  /** What a category's products cost. */
  PriceList prices(int category);
}
