package org.cinnabar.jcache.testing;

import java.lang.management.ManagementFactory;
import javax.cache.Cache;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

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

  /** A figure of the only cache in this JVM whose statistics are enabled. */
  public static long figure(String attribute) {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      ObjectName only =
          server.queryNames(new ObjectName("javax.cache:type=CacheStatistics,*"), null).stream()
              .findFirst()
              .orElseThrow();
      return (long) server.getAttribute(only, attribute);
    } catch (JMException e) {
      throw new AssertionError(e);
    }
  }
}
