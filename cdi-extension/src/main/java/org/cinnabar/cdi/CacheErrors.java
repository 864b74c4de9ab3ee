package org.cinnabar.cdi;

/**
 * How often a cache failed while an annotated method was called. Inject it to watch.
 *
 * <p>Counted whatever {@code cinnabar.cdi.on-cache-error} says; exceptions of the methods
 * themselves are not. The counts start at zero with the application and only grow.
 */
public interface CacheErrors {
  /** The failures of all caches. */
  long count();

  /**
   * The failures of one cache.
   *
   * @param cacheName the name that the annotation gives or defaults to; zero for an unknown one
   */
  long count(String cacheName);
}
