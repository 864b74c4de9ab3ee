package org.cinnabar.containers.web;

import jakarta.ejb.Stateless;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheResult;

/** An enterprise bean whose results are cached. */
@Stateless
public class GreetingEjb {
  private static final AtomicInteger CALLS = new AtomicInteger();

  @CacheResult(cacheName = "ejb")
  public Greeting greet(String name) {
    return new Greeting("Hello " + name, CALLS.incrementAndGet());
  }
}
