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

  /**
   * How many writes of the cache wait for the cache writer, in all JVMs, as this JVM last saw it:
   * at most half the takeover time ago. 0 for a cache that isn't written behind, here and below.
   */
  long getWriteBehindBacklog();

  /** How long the oldest of them has waited, in milliseconds, as this JVM last saw it. */
  long getWriteBehindLag();

  /** How many dead letters the cache has, as this JVM last saw it. */
  long getDeadLetters();

  /**
   * How many queued writes this JVM's cache writer has taken since the cache was opened here. Of
   * joined writes each counts. Counted whether or not statistics are enabled; not reset by {@link
   * #clear}.
   */
  long getWritesBehind();

  /** How often this JVM's cache writer failed with queued writes; counted as the above. */
  long getWriteBehindFailures();

  /** How many entries the near cache holds at present, roughly. */
  long getNearSize();

  /**
   * How many scheduled refreshes this JVM has brought to their end, since the cache was opened
   * here. This and what follows is counted whether or not statistics are enabled, and not reset by
   * {@link #clear}.
   */
  long getScheduledRefreshes();

  /** How many entries scheduled refreshes of this JVM have stored. */
  long getRefreshedEntries();

  /** For how many keys the loader failed in scheduled refreshes of this JVM. */
  long getRefreshFailures();

  /** How many entries were loaded ahead because related keys were read. */
  long getPredictedLoads();

  /** How many reads were not looked at for related keys because too many waited. */
  long getPredictionsDropped();

  /** For how many reads the related keys could not be told or loaded. */
  long getPredictionFailures();
}
