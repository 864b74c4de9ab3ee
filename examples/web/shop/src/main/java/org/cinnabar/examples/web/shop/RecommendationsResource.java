package org.cinnabar.examples.web.shop;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;

/** What a customer is recommended, and buys. */
@RequestScoped
@Path("customers/{customer}")
@Produces(MediaType.APPLICATION_JSON)
public class RecommendationsResource {

  /** The header with the number of statements that the request sent to the database. */
  static final String QUERIES = "Queries";

  @Inject CachedShop cachedShop;
  @Inject SqlShop sqlShop;
  @Inject Trade trade;
  @Inject QueryCount queries;
  @Inject Meters meters;

  @PathParam("customer")
  int customer;

  /**
   * Recommends products. The headers {@code Queries} and {@code Server-Timing} say what it cost.
   *
   * @param cache whether the caches are asked first
   */
  @GET
  @Path("recommendations")
  public Response recommend(@QueryParam("cache") @DefaultValue("true") boolean cache) {
    long start = System.nanoTime();
    Recommendations recommendations = Recommendations.of(customer, cache ? cachedShop : sqlShop);
    double millis = (System.nanoTime() - start) / 1e6;
    List<String> names = queries.names();
    meters.of(cache).add(millis, names);
    return Response.ok(recommendations)
        .header(QUERIES, names.size())
        .header("Server-Timing", String.format(Locale.ROOT, "total;dur=%.2f", millis))
        .build();
  }

  /** Lets the customer buy a product. */
  @POST
  @Path("purchases/{product}")
  public void buy(@PathParam("product") int product) {
    trade.buy(customer, product);
  }
}
