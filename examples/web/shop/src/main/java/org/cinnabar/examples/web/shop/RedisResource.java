package org.cinnabar.examples.web.shop;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** Stops Redis, to see the shop go on without it, and starts it again. */
@RequestScoped
@Path("redis")
public class RedisResource {

  @Inject RedisSwitch redis;

  /** Kills the server. */
  @POST
  @Path("stop")
  public void stop() {
    redis.set("stop");
  }

  /** Starts it again, empty. */
  @POST
  @Path("start")
  public void start() {
    redis.set("start");
  }
}
