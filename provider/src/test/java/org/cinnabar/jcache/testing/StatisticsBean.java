package org.cinnabar.jcache.testing;

import java.lang.management.ManagementFactory;
import javax.cache.Cache;
import javax.management.JMException;

/** Reads the statistics bean of a cache. */
public final class StatisticsBean {
  private StatisticsBean() {}

  /** A figure of a cache whose statistics are enabled. */
  public static long figure(Cache<?, ?> cache, String attribute) {
    try {
      return (long)
          ManagementFactory.getPlatformMBeanServer()
              .getAttribute(MBeans.name("CacheStatistics", cache), attribute);
    } catch (JMException e) {
      throw new AssertionError(e);
    }
  }
}
