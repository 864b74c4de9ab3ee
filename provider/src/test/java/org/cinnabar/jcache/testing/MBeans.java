package org.cinnabar.jcache.testing;

import java.lang.management.ManagementFactory;
import javax.cache.Cache;
import javax.cache.management.CacheMXBean;
import javax.management.JMX;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.cinnabar.jcache.CinnabarStatisticsMXBean;

/** The beans that a cache shows in the platform's MBean server. */
public final class MBeans {
  private MBeans() {}

  /** The figures of a cache whose statistics are enabled. */
  public static CinnabarStatisticsMXBean statistics(Cache<?, ?> cache) {
    return proxy(name("CacheStatistics", cache), CinnabarStatisticsMXBean.class);
  }

  /** The configuration of a cache whose management is enabled. */
  public static CacheMXBean configuration(Cache<?, ?> cache) {
    return proxy(name("CacheConfiguration", cache), CacheMXBean.class);
  }

  /** Whether a cache shows a bean of a type: CacheStatistics or CacheConfiguration. */
  public static boolean isShown(String type, Cache<?, ?> cache) {
    return ManagementFactory.getPlatformMBeanServer().isRegistered(name(type, cache));
  }

  static ObjectName name(String type, Cache<?, ?> cache) {
    String manager = cache.getCacheManager().getURI().toString().replaceAll("[,:=\"*?\n]", ".");
    try {
      return new ObjectName(
          "javax.cache:type=" + type + ",CacheManager=" + manager + ",Cache=" + cache.getName());
    } catch (MalformedObjectNameException e) {
      throw new AssertionError(e);
    }
  }

  private static <T> T proxy(ObjectName name, Class<T> type) {
    return JMX.newMXBeanProxy(ManagementFactory.getPlatformMBeanServer(), name, type);
  }
}
