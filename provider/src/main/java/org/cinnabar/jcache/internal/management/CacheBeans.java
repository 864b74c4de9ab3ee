package org.cinnabar.jcache.internal.management;

import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.Set;
import javax.cache.CacheException;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * A cache's beans in the platform MBean server, named as JSR-107 names them. Enabling and disabling
 * twice is harmless.
 */
public final class CacheBeans {
  private final String manager;
  private final String cache;
  private final Object configuration;
  private final Object statistics;
  private final Object shape;
  private final Set<ObjectName> registered = new HashSet<>();

  /** Nothing is registered yet. */
  public CacheBeans(
      String manager,
      String cache,
      CacheConfigurationBean configuration,
      CacheStatistics statistics,
      CacheShapeBean shape) {
    this.manager = manager;
    this.cache = cache;
    this.configuration = configuration;
    this.statistics = statistics;
    this.shape = shape;
  }

  /** Shows or hides the configuration, and beside it how the cache lies on its servers. */
  public void showConfiguration(boolean shown) {
    show("javax.cache", "CacheConfiguration", configuration, shown);
    show("org.cinnabar", "CacheShape", shape, shown);
  }

  /** Shows or hides the statistics. */
  public void showStatistics(boolean shown) {
    show("javax.cache", "CacheStatistics", statistics, shown);
  }

  private synchronized void show(String domain, String type, Object bean, boolean shown) {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      ObjectName name = name(domain, type);
      if (shown) {
        server.registerMBean(bean, name);
        registered.add(name);
      } else if (registered.remove(name)) {
        server.unregisterMBean(name);
      }
    } catch (InstanceAlreadyExistsException | InstanceNotFoundException e) {
      // another manager of the same URI shows a cache of the same name, or ours is gone already
    } catch (JMException e) {
      throw new CacheException(
          "The MBean " + type + " of cache '" + cache + "' can't be changed", e);
    }
  }

  private ObjectName name(String domain, String type) throws JMException {
    return new ObjectName(
        domain + ":type=" + type + ",CacheManager=" + plain(manager) + ",Cache=" + plain(cache));
  }

  /** Replaces what an object name can't hold, as the reference implementation does. */
  private static String plain(String text) {
    return text.replaceAll("[,:=\"*?\n]", ".");
  }
}
