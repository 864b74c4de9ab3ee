package org.cinnabar.jcache;

import javax.cache.management.CacheStatisticsMXBean;

/**
 * The statistics of a cache as JMX shows them: the standard ones (JSR-107, {@link
 * CacheStatisticsMXBean}) and Cinnabar's own, under the standard object name. All are of this JVM
 * alone.
 */
public interface CinnabarStatisticsMXBean extends CacheStatisticsMXBean {

  /**
   * How many keys and values read from the server could not be decoded and so counted as misses,
   * since the cache was opened here. Counted whether or not statistics are enabled; not reset by
   * {@link #clear}.
   */
  long getUndecodableReads();

  /**
   * How many events this JVM's listeners missed, or waited for in vain, as far as is known, since
   * the cache was opened here. Counted whether or not statistics are enabled; not reset by {@link
   * #clear}.
   */
  long getLostEvents();

  /**
   * How many messages in the cache's stream of invalidations this JVM could not understand, since
   * the cache was opened here. Counted whether or not statistics are enabled; not reset by {@link
   * #clear}.
   */
  long getMisunderstoodInvalidations();

  /** How many lookups were answered by the near cache. Each is a hit of the cache as well. */
  long getNearHits();

  /** How many lookups the near cache could not answer; the server was asked. */
  long getNearMisses();

  /**
   * How many entries the near cache dropped for want of room, since the cache was opened here.
   * Counted whether or not statistics are enabled; not reset by {@link #clear}.
   */
  long getNearEvictions();

  /** How many entries the near cache holds at present, roughly. */
  long getNearSize();
}
