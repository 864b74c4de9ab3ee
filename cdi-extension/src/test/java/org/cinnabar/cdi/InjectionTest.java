package org.cinnabar.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.annotation.CacheResult;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.Duration;
import javax.cache.spi.CachingProvider;
import org.cinnabar.cdi.testing.App;
import org.junit.jupiter.api.Test;

/** {@code @Inject} of providers, managers and caches, and the settings of the caches. */
class InjectionTest {
  @Test
  void everything_isInjectable() {
    try (App app = App.of(Shop.class)) {
      Shop shop = app.get(Shop.class);
      assertThat(shop.manager().getCachingProvider()).isSameAs(shop.provider());
      shop.orders().put(1L, "first");
      assertThat(shop.manager().getCache("orders", Long.class, String.class).get(1L))
          .isEqualTo("first");
      assertThat(shop.instance().get().getName()).isEqualTo("lazy");
      assertThat(app.get(CacheErrors.class).count()).isZero();
    }
  }

  @Test
  void cacheWithoutTypes_getsThoseOfItsInjectionPoint() {
    try (App app = App.of(Shop.class)) {
      CompleteConfiguration<?, ?> orders = configuration(app.get(Shop.class).orders());
      assertThat(orders.getKeyType()).isEqualTo(Long.class);
      assertThat(orders.getValueType()).isEqualTo(String.class);
    }
  }

  @Test
  void cacheOfTheApplication_isUsedAsItIs() {
    try (App app = App.of(Shop.class, Service.class)) {
      app.get(CacheManager.class)
          .createCache("service", new MutableConfiguration<>().setStatisticsEnabled(true));
      assertThat(app.get(Service.class).get(1)).isEqualTo("service 1");
      Cache<Object, Object> cache = app.get(CacheManager.class).getCache("service");
      assertThat(configuration(cache).isStatisticsEnabled()).isTrue();
      assertThat(cache.containsKey(ParameterKey.of(1))).isTrue();
    }
  }

  @Test
  void cacheOfTheApplication_withOtherTypes_isNotInjected() {
    try (App app = App.of(Shop.class)) {
      app.get(CacheManager.class)
          .createCache(
              "orders",
              new MutableConfiguration<Long, Integer>().setTypes(Long.class, Integer.class));
      assertThatThrownBy(() -> app.get(Shop.class).orders())
          .hasStackTraceContaining(
              "Shop.orders injects the cache orders as Cache<java.lang.Long, java.lang.String>, but its types are java.lang.Long and java.lang.Integer");
    }
  }

  @Test
  void cacheThatWasDestroyed_isMadeAgain() {
    try (App app = App.of(Service.class)) {
      app.get(Service.class).get(1);
      app.get(CacheManager.class).destroyCache("service");
      app.get(Service.class).get(1);
      assertThat(app.get(CacheErrors.class).count()).isZero();
      assertThat(app.get(CacheManager.class).getCacheNames()).containsExactly("service");
    }
  }

  @Test
  void settings_makeTheConfiguration() {
    try (App app =
        App.builder()
            .beans(Service.class)
            .set("cinnabar.caches.service.value-type", "java.lang.String")
            .set("cinnabar.caches.\"service\".expiry.touched", "PT1M30S")
            .set("cinnabar.caches.service.statistics", "true")
            .set("cinnabar.caches.service.management", "true")
            .set("cinnabar.caches.service.store-by-value", "false")
            .start()) {
      app.get(Service.class).get(1);
      CompleteConfiguration<?, ?> service =
          configuration(app.get(CacheManager.class).getCache("service"));
      assertThat(service.getKeyType()).isEqualTo(Object.class);
      assertThat(service.getValueType()).isEqualTo(String.class);
      assertThat(service.isStatisticsEnabled()).isTrue();
      assertThat(service.isManagementEnabled()).isTrue();
      assertThat(service.isStoreByValue()).isFalse();
      var policy = service.getExpiryPolicyFactory().create();
      Duration expected = new Duration(TimeUnit.SECONDS, 90);
      assertThat(policy.getExpiryForCreation()).isEqualTo(expected);
      assertThat(policy.getExpiryForAccess()).isEqualTo(expected);
      assertThat(policy.getExpiryForUpdate()).isEqualTo(expected);
    }
  }

  @Test
  void loaderAndWriter_areBeansFirst() {
    try (App app =
        App.builder()
            .beans(Loaded.class, Backend.class)
            .set("cinnabar.caches.loaded.loader", Backend.class.getName())
            .set("cinnabar.caches.loaded.writer", Backend.class.getName())
            .start()) {
      Loaded loaded = app.get(Loaded.class);
      assertThat(loaded.cache().get("a")).isEqualTo("loaded a");
      loaded.cache().put("b", "value");
      assertThat(app.get(Backend.class).written()).containsExactly("b=value");
    }
  }

  @Test
  void alternatives_replaceManagerAndCache() {
    try (App app = App.builder().beans(Shop.class, Service.class).alternatives(Own.class).start()) {
      assertThat(app.get(Shop.class).manager().getURI()).isEqualTo(Own.URI_OF_MANAGER);
      assertThat(app.get(Shop.class).orders().getName()).isEqualTo("own-orders");
      app.get(Service.class).get(1);
      assertThat(app.get(CacheManager.class).getCacheNames()).contains("service");
    }
    // Not opened by the extension, so not closed by it.
    CacheManager own = Own.open();
    assertThat(own.isClosed()).isFalse();
    own.close();
  }

  @Test
  void alternativeProvider_isTheManagersToo_whichIsClosed() {
    CacheManager manager;
    try (App app =
        App.builder()
            .beans(Shop.class)
            .alternatives(OwnProvider.class)
            .set("cinnabar.cdi.provider", null)
            .start()) {
      manager = app.get(Shop.class).manager();
      assertThat(manager.getCachingProvider().getClass().getName()).isEqualTo(App.CAFFEINE);
      assertThat(manager.isClosed()).isFalse();
    }
    assertThat(manager.isClosed()).isTrue();
  }

  private static CompleteConfiguration<?, ?> configuration(Cache<?, ?> cache) {
    return cache.getConfiguration(CompleteConfiguration.class);
  }

  @ApplicationScoped
  static class Shop {
    @Inject private CachingProvider provider;
    @Inject private CacheManager manager;

    @Inject
    @CacheName("orders")
    private Instance<Cache<Long, String>> orders;

    @Inject
    @CacheName("lazy")
    private Instance<Cache<String, String>> instance;

    CachingProvider provider() {
      return provider;
    }

    CacheManager manager() {
      return manager;
    }

    Cache<Long, String> orders() {
      return orders.get();
    }

    Instance<Cache<String, String>> instance() {
      return instance;
    }
  }

  @ApplicationScoped
  static class Service {
    @CacheResult(cacheName = "service")
    public String get(int id) {
      return "service " + id;
    }
  }

  @ApplicationScoped
  static class Loaded {
    @Inject
    @CacheName("loaded")
    private Cache<String, String> cache;

    Cache<String, String> cache() {
      return cache;
    }
  }

  @Alternative
  @Priority(1)
  @Dependent
  static class Own {
    static final URI URI_OF_MANAGER = URI.create("own:manager");

    static CacheManager open() {
      return Caching.getCachingProvider(App.CAFFEINE)
          .getCacheManager(URI_OF_MANAGER, Own.class.getClassLoader());
    }

    @Produces
    @ApplicationScoped
    CacheManager manager() {
      return open();
    }

    @Produces
    @CacheName("orders")
    Cache<Long, String> orders(CacheManager manager) {
      Cache<Long, String> cache = manager.getCache("own-orders");
      return cache == null
          ? manager.createCache("own-orders", new MutableConfiguration<Long, String>())
          : cache;
    }
  }

  @Alternative
  @Priority(1)
  @Dependent
  static class OwnProvider {
    @Produces
    CachingProvider provider() {
      return Caching.getCachingProvider(App.CAFFEINE);
    }
  }
}
