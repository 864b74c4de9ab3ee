package org.cinnabar.examples.patterns;

import java.lang.management.ManagementFactory;
import javax.cache.Cache;
import javax.management.JMX;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.cinnabar.jcache.CinnabarStatisticsMXBean;

/** Finds the statistics of caches as any JMX console does. */
final class Statistics {

  private Statistics() {}

  /** The bean of a cache that has statistics enabled. */
  static CinnabarStatisticsMXBean of(Cache<?, ?> cache) {
    String manager = cache.getCacheManager().getURI().toString().replaceAll("[,:=\n]", ".");
    try {
      return JMX.newMXBeanProxy(
          ManagementFactory.getPlatformMBeanServer(),
          new ObjectName(
              "javax.cache:type=CacheStatistics,CacheManager="
                  + manager
                  + ",Cache="
                  + cache.getName()),
          CinnabarStatisticsMXBean.class);
    } catch (MalformedObjectNameException e) {
      throw new IllegalArgumentException("Not a name for JMX: " + cache.getName(), e);
    }
  }
}
