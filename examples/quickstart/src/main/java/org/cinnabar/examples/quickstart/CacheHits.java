package org.cinnabar.examples.quickstart;

import java.lang.management.ManagementFactory;
import java.util.Set;
import javax.cache.management.CacheStatisticsMXBean;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * A cache's statistics as any JMX console shows them.
 *
 * @param hits how many reads the cache answered
 * @param misses how many went to the loader
 * @param percentage the share of hits
 */
record CacheHits(long hits, long misses, float percentage) {

  /** Reads the statistics MXBean that JCache prescribes for a cache with statistics enabled. */
  static CacheHits of(String cache) {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    Set<ObjectName> names = server.queryNames(pattern(cache), null);
    if (names.isEmpty()) {
      throw new IllegalStateException("No statistics are registered for the cache " + cache);
    }
    CacheStatisticsMXBean statistics =
        JMX.newMXBeanProxy(server, names.iterator().next(), CacheStatisticsMXBean.class);
    return new CacheHits(
        statistics.getCacheHits(), statistics.getCacheMisses(), statistics.getCacheHitPercentage());
  }

  private static ObjectName pattern(String cache) {
    try {
      return new ObjectName("javax.cache:type=CacheStatistics,CacheManager=*,Cache=" + cache);
    } catch (MalformedObjectNameException e) {
      throw new IllegalArgumentException("Not a name for JMX: " + cache, e);
    }
  }
}
