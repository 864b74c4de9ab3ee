package org.cinnabar.containers.web;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheResult;

/** A CDI bean whose results are cached: the same number again is a hit. */
@ApplicationScoped
public class Greetings {
  private final AtomicInteger calls = new AtomicInteger();

  @CacheResult(cacheName = "greetings")
  public Greeting greet(String name) {
    return new Greeting("Hello " + name, calls.incrementAndGet());
  }
}
