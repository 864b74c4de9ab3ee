package org.cinnabar.examples.web.shop;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What products cost. */
@RequestScoped
@Path("products/{product}/price/{cents}")
@Produces(MediaType.APPLICATION_JSON)
public class PricesResource {

  private static final int HIGHEST = 10_000_000;

  @Inject Trade trade;

  /** Changes a product's price. */
  @PUT
  public PriceTag change(@PathParam("product") int product, @PathParam("cents") int cents) {
    if (cents < 1 || cents > HIGHEST) {
      throw new BadRequestException("A price is 1 to " + HIGHEST + " cents, not " + cents);
    }
    return trade.changePrice(product, cents);
  }
}
