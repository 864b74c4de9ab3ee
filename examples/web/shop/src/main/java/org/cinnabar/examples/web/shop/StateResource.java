package org.cinnabar.examples.web.shop;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import javax.cache.CacheException;

/** What the page shows besides recommendations. */
@RequestScoped
@Path("state")
@Produces(MediaType.APPLICATION_JSON)
public class StateResource {

  @Inject Caches caches;
  @Inject Meters meters;
  @Inject RedisSwitch redis;

  /**
   * How things stand.
   *
   * @param redis whether Redis runs
   * @param cached what requests with the cache cost
   * @param uncached what requests without it cost
   * @param caches what they hold; empty if they can't be reached
   */
  public record State(
      boolean redis, Meter.Figures cached, Meter.Figures uncached, List<Caches.Contents> caches) {}

  /** How things stand now. */
  @GET
  public State get() {
    boolean on = redis.isOn();
    return new State(
        on, meters.of(true).figures(), meters.of(false).figures(), on ? contents() : List.of());
  }

  /** Starts all figures from zero. */
  @DELETE
  public void reset() {
    meters.of(true).reset();
    meters.of(false).reset();
  }

  private List<Caches.Contents> contents() {
    try {
      return caches.contents();
    } catch (CacheException e) {
      return List.of();
    }
  }
}
