package org.cinnabar.jcache.testing;

import java.lang.management.ManagementFactory;
import javax.cache.Cache;
import javax.management.JMException;
import javax.management.ObjectName;

/** Reads the statistics bean of a cache. */
public final class StatisticsBean {
  private StatisticsBean() {}

  /** A figure of a cache whose statistics are enabled. */
  public static long figure(Cache<?, ?> cache, String attribute) {
    String manager = cache.getCacheManager().getURI().toString().replaceAll("[,:=\"*?\n]", ".");
    try {
      ObjectName name =
          new ObjectName(
              "javax.cache:type=CacheStatistics,CacheManager="
                  + manager
                  + ",Cache="
                  + cache.getName());
      return (long) ManagementFactory.getPlatformMBeanServer().getAttribute(name, attribute);
    } catch (JMException e) {
      throw new AssertionError(e);
    }
  }
}
