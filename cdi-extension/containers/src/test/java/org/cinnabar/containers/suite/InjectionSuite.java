package org.cinnabar.containers.suite;

import static org.assertj.core.api.Assertions.assertThat;

import javax.cache.Cache;
import org.cinnabar.containers.app.Injected;
import org.cinnabar.containers.app.Order;
import org.junit.jupiter.api.Test;

/** What can be injected. */
public interface InjectionSuite extends Suite {

  /** The class of the provider that the caches must come from. */
  String provider();

  @Test
  default void inject_provider_isTheApplications() {
    assertThat(bean(Injected.class).provider().getCacheManager().getCachingProvider().getClass())
        .hasToString("class " + provider());
  }

  @Test
  default void inject_manager_isTheProvidersDefault() {
    Injected injected = bean(Injected.class);
    assertThat(injected.manager().isClosed()).isFalse();
    assertThat(injected.manager().getURI()).isEqualTo(injected.provider().getDefaultURI());
    assertThat(injected.manager().getCachingProvider().getClass())
        .hasToString("class " + provider());
  }

  @Test
  default void inject_cacheByName_worksAndIsTheManagers() {
    Injected injected = bean(Injected.class);
    String id = fresh("order");
    Order order = new Order(id, 1);
    injected.orders().put(id, order);
    Cache<String, Order> same = injected.manager().getCache("orders", String.class, Order.class);
    assertThat(same.get(id)).isEqualTo(order);
    assertThat(injected.orders().getName()).isEqualTo("orders");
  }
}
