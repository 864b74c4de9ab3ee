package org.cinnabar.containers.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import javax.cache.Cache;
import javax.cache.configuration.CompleteConfiguration;
import org.cinnabar.cdi.CacheName;

/** Holds a cache whose settings stand in the application's configuration. */
@ApplicationScoped
public class Configured {
  @Inject
  @CacheName("configured")
  private Cache<String, String> cache;

  /** Puts and gets. */
  public String throughTheCache(String text) {
    cache.put(text, text);
    return cache.get(text);
  }

  @SuppressWarnings("unchecked")
  public CompleteConfiguration<String, String> configuration() {
    return cache.getConfiguration(CompleteConfiguration.class);
  }
}
