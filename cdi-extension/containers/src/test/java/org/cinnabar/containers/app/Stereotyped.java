package org.cinnabar.containers.app;

/** Caches what its stereotype says. */
@Cached
public class Stereotyped {
  private final Calls calls = new Calls();

  public Integer number(String key) {
    return calls.next();
  }
}
