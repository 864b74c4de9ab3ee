package org.cinnabar.jcache.internal.store;

import org.redisson.api.RedissonClient;

/** What to connect to. */
sealed interface ConnectionTarget {

  /** Servers that a URI names, configured by Cinnabar. */
  record Server(RedisUri uri) implements ConnectionTarget {}

  /**
   * Whatever a Redisson configuration describes.
   *
   * @param text the YAML text; may hold secrets
   * @param origin where the text came from
   * @param loader loads the classes that the text names
   */
  record Configured(String text, String origin, ClassLoader loader) implements ConnectionTarget {
    /** Hides the text. */
    @Override
    public String toString() {
      return origin;
    }
  }

  /** A client that the application made and closes. */
  record Client(RedissonClient client) implements ConnectionTarget {}
}
