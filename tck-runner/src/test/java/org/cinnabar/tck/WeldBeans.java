package org.cinnabar.tck;

import javax.cache.annotation.BeanProvider;
import manager.CacheNameOnEachMethodBlogManagerImpl;
import manager.ClassLevelCacheConfigBlogManagerImpl;
import manager.UsingDefaultCacheNameBlogManagerImpl;
import org.cinnabar.cdi.CinnabarExtension;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/**
 * Gives the TCK's annotation tests their beans, from Weld with our extension. The beans are named
 * one by one: the TCK's own {@code beans.xml} is of CDI 1.0, and means today that only classes with
 * a scope are beans.
 */
public final class WeldBeans implements BeanProvider {
  private final WeldContainer container;

  /** Starts a container, which ends with the JVM. */
  public WeldBeans() {
    container =
        new Weld()
            .disableDiscovery()
            .addExtension(new CinnabarExtension())
            .addBeanClasses(
                CacheNameOnEachMethodBlogManagerImpl.class,
                ClassLevelCacheConfigBlogManagerImpl.class,
                UsingDefaultCacheNameBlogManagerImpl.class)
            .initialize();
  }

  @Override
  public <T> T getBeanByType(Class<T> beanClass) {
    if (beanClass == null) {
      throw new IllegalArgumentException("There is no bean without a class");
    }
    return container.select(beanClass).get();
  }
}
