package org.cinnabar.containers.tck;

import jakarta.enterprise.inject.spi.CDI;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.BeanProvider;

/** Hands the TCK the beans of the container it runs in, found as a service. */
public final class ContainerBeans implements BeanProvider {
  private static final AtomicInteger LOOKUPS = new AtomicInteger();

  @Override
  public <T> T getBeanByType(Class<T> type) {
    if (type == null) {
      throw new IllegalArgumentException("No type to look up");
    }
    LOOKUPS.incrementAndGet();
    return CDI.current().select(type).get();
  }

  /** How many beans the TCK has asked for. */
  static int lookups() {
    return LOOKUPS.get();
  }
}
