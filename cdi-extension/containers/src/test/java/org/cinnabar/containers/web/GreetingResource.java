package org.cinnabar.containers.web;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheResult;

/** A resource whose own methods are annotated, and one that asks an enterprise bean. */
@Path("/")
@RequestScoped
@Produces(MediaType.TEXT_PLAIN)
public class GreetingResource {
  private static final AtomicInteger CALLS = new AtomicInteger();

  @EJB private GreetingEjb ejb;

  @GET
  @Path("greetings/{name}")
  @CacheResult(cacheName = "resource")
  public String greet(@PathParam("name") String name) {
    return "Hello " + name + " " + CALLS.incrementAndGet();
  }

  @DELETE
  @Path("greetings/{name}")
  @CacheRemove(cacheName = "resource")
  public void forget(@PathParam("name") String name) {}

  @GET
  @Path("ejb/{name}")
  public String greetByEjb(@PathParam("name") String name) {
    return ejb.greet(name).toString();
  }
}
